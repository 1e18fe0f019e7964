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
                + "\nMisc devices:\nname \"virtio-rng-device\", bus virtio-bus\n";
    }

    /** Of one device. */
    static String properties(String name) {
        if (name.equals("ide-hd")) {
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
        if (name.equals("virtio-net-device")) {
            return new PropertyList(name)
                    .add("event_idx=<bool>", "on/off (default: on)")
                    .add("indirect_desc=<bool>", "on/off (default: on)")
                    .add("mac=<str>", "Ethernet 6-byte MAC Address, example: 52:54:00:12:34:56")
                    .add("netdev=<str>", "ID of a netdev to use as a backend")
                    .add("rx_queue_size=<uint16>", " (default: 256)")
                    .add("tx_queue_size=<uint16>", " (default: 256)")
                    .toString();
        }
        if (name.equals("pcie-root-port")) {
            return new PropertyList(name)
                    .add("addr=<str>", "Slot and optional function number, example: 06.0 or 06 (default: -1)")
                    .add("chassis=<uint8>", " (default: 0)")
                    .add("port=<uint8>", " (default: 0)")
                    .add("slot=<uint16>", " (default: 0)")
                    .toString();
        }
        if (name.equals("virtio-blk-device")) {
            return disk(name);
        }
        if (name.equals("virtio-rng-device")) {
            return new PropertyList(name)
                    .add("event_idx=<bool>", "on/off (default: on)")
                    .add("indirect_desc=<bool>", "on/off (default: on)")
                    .add("rng=<link<rng-backend>>", "")
                    .toString();
        }
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
