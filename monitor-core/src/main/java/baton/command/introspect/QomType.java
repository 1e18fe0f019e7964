package baton.command.introspect;

import java.util.List;

/** One type in the tree of {@code qom-list-types}: the types of QEMU that Baton has something like. */
record QomType(String name, String parent, boolean isAbstract, String trait) {
    /** All of them, parents before children. */
    static final List<QomType> ALL = List.of(
            abstractType("object", null, ""),
            abstractType("device", "object", ""),
            abstractType("accel", "object", ""),
            type("kvm-accel", "accel", ""),
            abstractType("machine", "object", ""),
            type("none-machine", "machine", ""),
            abstractType("x86-machine", "machine", "nmi"),
            type("microvm-machine", "x86-machine", "nmi"),
            type("pc-q35-10.2-machine", "x86-machine", "nmi"),
            type("pc-q35-10.1-machine", "x86-machine", "nmi"),
            type("pc-q35-10.0-machine", "x86-machine", "nmi"),
            abstractType("cpu", "device", ""),
            abstractType("x86_64-cpu", "cpu", ""),
            type("qemu64-x86_64-cpu", "x86_64-cpu", ""),
            type("max-x86_64-cpu", "x86_64-cpu", ""),
            type("host-x86_64-cpu", "max-x86_64-cpu", ""),
            abstractType("memory-backend", "object", "user-creatable"),
            type("memory-backend-ram", "memory-backend", "user-creatable"),
            type("memory-backend-file", "memory-backend", "user-creatable"),
            type("memory-backend-memfd", "memory-backend", "user-creatable"),
            type("memory-backend-shm", "memory-backend", "user-creatable"),
            abstractType("secret_common", "object", "user-creatable"),
            type("secret", "secret_common", "user-creatable"),
            abstractType("chardev", "object", ""),
            type("chardev-file", "chardev", ""),
            type("chardev-null", "chardev", ""),
            type("chardev-pipe", "chardev", ""),
            type("chardev-pty", "chardev", ""),
            type("chardev-ringbuf", "chardev", ""),
            type("chardev-socket", "chardev", ""),
            type("chardev-stdio", "chardev", ""),
            type("chardev-serial", "chardev", ""),
            type("chardev-mux", "chardev", ""),
            abstractType("rng-backend", "object", "user-creatable"),
            type("rng-builtin", "rng-backend", "user-creatable"),
            type("rng-random", "rng-backend", "user-creatable"),
            type("iothread", "object", "user-creatable"),
            type("container", "object", ""),
            type("memory-region", "object", ""),
            abstractType("bus", "object", ""),
            type("System", "bus", ""),
            type("ISA", "bus", ""),
            type("PCI", "bus", ""),
            type("PCIE", "PCI", ""),
            abstractType("virtio-bus", "bus", ""),
            type("virtio-mmio-bus", "virtio-bus", ""),
            type("virtio-pci-bus", "virtio-bus", ""),
            type("virtio-serial-bus", "bus", ""),
            type("kvm-apic", "device", ""),
            type("vmgenid", "device", ""),
            abstractType("isa-device", "device", ""),
            type("isa-serial", "isa-device", ""),
            type("isa-i8259", "isa-device", ""),
            type("isa-pit", "isa-device", ""),
            type("mc146818rtc", "isa-device", ""),
            type("port92", "isa-device", ""),
            type("pvpanic", "isa-device", ""),
            abstractType("sys-bus-device", "device", ""),
            type("ioapic", "sys-bus-device", ""),
            type("fw_cfg_io", "sys-bus-device", ""),
            type("isabus-bridge", "sys-bus-device", ""),
            type("kvmclock", "sys-bus-device", ""),
            type("kvmvapic", "sys-bus-device", ""),
            type("q35-pcihost", "sys-bus-device", ""),
            type("virtio-mmio", "sys-bus-device", ""),
            abstractType("pci-device", "device", ""),
            type("mch", "pci-device", ""),
            type("ICH9-LPC", "pci-device", ""),
            type("pcie-root-port", "pci-device", ""),
            type("pvpanic-pci", "pci-device", ""),
            abstractType("virtio-pci", "pci-device", ""),
            type("virtio-balloon-pci", "virtio-pci", ""),
            type("virtio-balloon-pci-non-transitional", "virtio-pci", ""),
            type("virtio-blk-pci", "virtio-pci", ""),
            type("virtio-blk-pci-non-transitional", "virtio-pci", ""),
            type("virtio-net-pci", "virtio-pci", ""),
            type("virtio-net-pci-non-transitional", "virtio-pci", ""),
            type("virtio-rng-pci", "virtio-pci", ""),
            type("virtio-rng-pci-non-transitional", "virtio-pci", ""),
            type("virtio-serial-pci", "virtio-pci", ""),
            type("virtio-serial-pci-non-transitional", "virtio-pci", ""),
            abstractType("virtio-device", "device", ""),
            type("virtio-balloon-device", "virtio-device", ""),
            type("virtio-blk-device", "virtio-device", ""),
            type("virtio-net-device", "virtio-device", ""),
            type("virtio-rng-device", "virtio-device", ""),
            type("virtio-serial-device", "virtio-device", ""),
            abstractType("virtio-serial-port", "device", ""),
            type("virtserialport", "virtio-serial-port", ""),
            type("virtconsole", "virtio-serial-port", ""),
            abstractType("ide-device", "device", ""),
            type("ide-hd", "ide-device", ""));

    private static QomType type(String name, String parent, String trait) {
        return new QomType(name, parent, false, trait);
    }

    private static QomType abstractType(String name, String parent, String trait) {
        return new QomType(name, parent, true, trait);
    }

    /** The type of that name, or null. */
    static QomType named(String name) {
        for (QomType type : ALL) {
            if (type.name.equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** Whether it is that type, below it, or has it as an interface. */
    boolean is(String ancestor) {
        if (name.equals(ancestor) || trait.equals(ancestor)) {
            return true;
        }
        QomType above = parent == null ? null : named(parent);
        return above != null && above.is(ancestor);
    }
}
