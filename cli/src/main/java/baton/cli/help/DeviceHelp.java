package baton.cli.help;

import baton.command.introspect.DeviceTypes;
import baton.command.introspect.TypeProperty;
import java.util.List;

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
                + "\nMisc devices:\nname \"virtio-balloon-device\", bus virtio-bus\nname \"virtio-rng-device\", bus virtio-bus\n"
                + "name \"pvpanic\", bus ISA\nname \"pvpanic-pci\", bus PCI\nname \"vmgenid\"\n";
    }

    /** Of one device; of one that has none to set, only its name. */
    static String properties(String name) {
        List<TypeProperty> properties = DeviceTypes.properties(name);
        PropertyList list = new PropertyList(name);
        for (TypeProperty property : properties == null ? List.<TypeProperty>of() : properties) {
            list.add(property.name() + "=<" + property.type() + ">", described(property));
        }
        return list.toString();
    }

    private static String described(TypeProperty property) {
        if (property.value() == null) {
            return property.description();
        }
        Object value = property.value();
        if (value instanceof Boolean on) {
            value = on ? "on" : "off";
        }
        return property.description() + " (default: " + value + ")";
    }
}
