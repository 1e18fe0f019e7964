package baton.command.introspect;

import static baton.command.introspect.TypeProperty.bool;
import static baton.command.introspect.TypeProperty.link;
import static baton.command.introspect.TypeProperty.number;
import static baton.command.introspect.TypeProperty.text;
import static baton.command.introspect.TypeProperty.word;

import java.util.ArrayList;
import java.util.List;

/**
 * The types of device a user can ask for, with their properties: for {@code -device help}, {@code -device TYPE,help} and
 * {@code device-list-properties}. Any thread.
 */
public final class DeviceTypes {
    private static final long UNSET = 0xffffffffL;
    private static final String MMIO = "-device";
    private static final String PCI = "-pci";
    private static final String MODERN = "-non-transitional";
    private static final List<String> OTHERS = List.of(
            "ide-hd",
            "isa-serial",
            "pcie-root-port",
            "pvpanic",
            "pvpanic-pci",
            "virtconsole",
            "virtserialport",
            "vmgenid");
    private static final List<String> VIRTIO =
            List.of("virtio-balloon", "virtio-blk", "virtio-net", "virtio-rng", "virtio-serial");

    private DeviceTypes() {}

    /** Their names. */
    public static List<String> names() {
        List<String> all = new ArrayList<>(OTHERS);
        for (String kind : VIRTIO) {
            all.add(kind + MMIO);
            all.add(kind + PCI);
            all.add(kind + PCI + MODERN);
        }
        return all;
    }

    /** The properties of one of {@link #names}; null for another. */
    public static List<TypeProperty> properties(String type) {
        if (!names().contains(type)) {
            return null;
        }
        if (OTHERS.contains(type) || type.endsWith(MMIO)) {
            return own(type);
        }
        List<TypeProperty> all = new ArrayList<>(own(type.substring(0, type.lastIndexOf(PCI)) + MMIO));
        all.add(address());
        all.add(bool("multifunction", false));
        return all;
    }

    private static TypeProperty address() {
        return word("addr", "str", "Slot and optional function number, example: 06.0 or 06", "-1");
    }

    private static List<TypeProperty> own(String type) {
        return switch (type) {
            case "ide-hd" -> List.of(
                    number("bootindex", "int32", -1),
                    number("cyls", "uint32", 0),
                    drive(),
                    number("heads", "uint32", 0),
                    number("secs", "uint32", 0),
                    text("serial", ""),
                    number("unit", "uint32", UNSET));
            case "pcie-root-port" -> List.of(
                    address(), number("chassis", "uint8", 0), number("port", "uint8", 0), number("slot", "uint16", 0));
            case "pvpanic" -> List.of(number("events", "uint8", 7), number("ioport", "uint16", 0x505));
            case "pvpanic-pci" -> List.of(address(), number("events", "uint8", 7), bool("multifunction", false));
            case "vmgenid" -> List.of(
                    word("guid", "str", "UUID (aka GUID) or \"auto\" for random value (default)", "auto"));
            case "virtserialport", "virtconsole" -> List.of(
                    text("chardev", "ID of a chardev to use as a backend"),
                    text("name", ""),
                    number("nr", "uint32", UNSET));
            case "isa-serial" -> List.of(
                    number("baudbase", "uint32", 115200),
                    text("chardev", "ID of a chardev to use as a backend"),
                    number("index", "uint32", UNSET),
                    number("iobase", "uint32", UNSET),
                    number("irq", "uint32", UNSET),
                    bool("wakeup", false));
            default -> virtio(type);
        };
    }

    private static List<TypeProperty> virtio(String type) {
        List<TypeProperty> all = new ArrayList<>(List.of(bool("event_idx", true), bool("indirect_desc", true)));
        switch (type) {
            case "virtio-balloon-device" -> all.add(bool("deflate-on-oom", false));
            case "virtio-net-device" -> all.addAll(card());
            case "virtio-blk-device" -> all.addAll(disk());
            case "virtio-serial-device" -> all.add(number("max_ports", "uint32", 31));
            case "virtio-rng-device" -> all.add(link("rng", "rng-backend"));
            default -> {}
        }
        return all;
    }

    private static TypeProperty drive() {
        return text("drive", "Node name or ID of a block device to use as a backend");
    }

    private static List<TypeProperty> card() {
        return List.of(
                text("mac", "Ethernet 6-byte MAC Address, example: 52:54:00:12:34:56"),
                text("netdev", "ID of a netdev to use as a backend"),
                number("rx_queue_size", "uint16", 256),
                number("tx_queue_size", "uint16", 256));
    }

    private static List<TypeProperty> disk() {
        return List.of(
                drive(),
                link("iothread", "iothread"),
                number("queue-size", "uint16", 256),
                word("rerror", "BlockdevOnError", "Error handling policy (report/ignore/stop/auto)", "auto"),
                text("serial", ""),
                bool("share-rw", false),
                word("werror", "BlockdevOnError", "Error handling policy (report/ignore/enospc/stop/auto)", "auto"));
    }
}
