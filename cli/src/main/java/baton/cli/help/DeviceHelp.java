package baton.cli.help;

/** {@code -device help} and {@code -device NAME,help}. */
final class DeviceHelp {
    private DeviceHelp() {}

    static String list() {
        return "Controller/Bridge/Hub devices:\nname \"pcie-root-port\", bus PCI, desc \"PCI Express Root Port\"\n"
                + "\nStorage devices:\nname \"ide-hd\", bus IDE, desc \"virtual IDE disk\"\n"
                + "name \"virtio-blk-device\", bus virtio-bus\n"
                + "\nInput devices:\nname \"isa-serial\", bus ISA\n"
                + "\nNetwork devices:\nname \"virtio-net-device\", bus virtio-bus\n"
                + "name \"virtconsole\", bus virtio-serial-bus\nname \"virtio-serial-device\", bus virtio-bus\n"
                + "name \"virtserialport\", bus virtio-serial-bus\n"
                + "\nMisc devices:\nname \"virtio-rng-device\", bus virtio-bus\n";
    }

    /** Of one device. */
    static String properties(String name) {
        return switch (name) {
            case "ide-hd" -> ide(name);
            case "virtio-net-device" -> card(name);
            case "pcie-root-port" -> rootPort(name);
            case "virtio-blk-device" -> disk(name);
            case "virtio-serial-device" -> serialDevice(name);
            case "virtserialport", "virtconsole" -> serialPort(name);
            case "virtio-rng-device" -> rng(name);
            default -> uart(name);
        };
    }

    private static String ide(String name) {
        return new PropertyList(name)
                .add("bootindex=<int32>", "")
                .add("cyls=<uint32>", " (default: 0)")
                .add("drive=<str>", "Node name or ID of a block device to use as a backend")
                .add("heads=<uint32>", " (default: 0)")
                .add("secs=<uint32>", " (default: 0)")
                .add("serial=<str>", "")
                .add("unit=<uint32>", " (default: 4294967295)")
                .toString();
    }

    private static String card(String name) {
        return new PropertyList(name)
                .add("event_idx=<bool>", "on/off (default: on)")
                .add("indirect_desc=<bool>", "on/off (default: on)")
                .add("mac=<str>", "Ethernet 6-byte MAC Address, example: 52:54:00:12:34:56")
                .add("netdev=<str>", "ID of a netdev to use as a backend")
                .add("rx_queue_size=<uint16>", " (default: 256)")
                .add("tx_queue_size=<uint16>", " (default: 256)")
                .toString();
    }

    private static String rootPort(String name) {
        return new PropertyList(name)
                .add("addr=<str>", "Slot and optional function number, example: 06.0 or 06 (default: -1)")
                .add("chassis=<uint8>", " (default: 0)")
                .add("port=<uint8>", " (default: 0)")
                .add("slot=<uint16>", " (default: 0)")
                .toString();
    }

    private static String serialDevice(String name) {
        return new PropertyList(name)
                .add("event_idx=<bool>", "on/off (default: on)")
                .add("indirect_desc=<bool>", "on/off (default: on)")
                .add("max_ports=<uint32>", " (default: 31)")
                .toString();
    }

    private static String serialPort(String name) {
        return new PropertyList(name)
                .add("chardev=<str>", "ID of a chardev to use as a backend")
                .add("name=<str>", "")
                .add("nr=<uint32>", " (default: 4294967295)")
                .toString();
    }

    private static String rng(String name) {
        return new PropertyList(name)
                .add("event_idx=<bool>", "on/off (default: on)")
                .add("indirect_desc=<bool>", "on/off (default: on)")
                .add("rng=<link<rng-backend>>", "")
                .toString();
    }

    private static String uart(String name) {
        return new PropertyList(name)
                .add("baudbase=<uint32>", " (default: 115200)")
                .add("chardev=<str>", "ID of a chardev to use as a backend")
                .add("index=<uint32>", " (default: 4294967295)")
                .add("iobase=<uint32>", " (default: 4294967295)")
                .add("irq=<uint32>", " (default: 4294967295)")
                .add("wakeup=<bool>", "on/off (default: off)")
                .toString();
    }

    private static String disk(String name) {
        return new PropertyList(name)
                .add("drive=<str>", "Node name or ID of a block device to use as a backend")
                .add("iothread=<link<iothread>>", "")
                .add("queue-size=<uint16>", " (default: 256)")
                .add("rerror=<BlockdevOnError>", "Error handling policy (report/ignore/stop/auto) (default: auto)")
                .add("serial=<str>", "")
                .add("share-rw=<bool>", "on/off (default: off)")
                .add(
                        "werror=<BlockdevOnError>",
                        "Error handling policy (report/ignore/enospc/stop/auto) (default: auto)")
                .toString();
    }
}
