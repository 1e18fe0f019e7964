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
            abstractType("isa-device", "device", ""),
            type("isa-serial", "isa-device", ""),
            abstractType("chardev", "object", ""),
            type("chardev-file", "chardev", ""),
            type("chardev-null", "chardev", ""),
            type("chardev-pipe", "chardev", ""),
            type("chardev-pty", "chardev", ""),
            type("chardev-ringbuf", "chardev", ""),
            type("chardev-socket", "chardev", ""),
            type("chardev-stdio", "chardev", ""));

    private static QomType type(String name, String parent, String trait) {
        return new QomType(name, parent, false, trait);
    }

    private static QomType abstractType(String name, String parent, String trait) {
        return new QomType(name, parent, true, trait);
    }

    /** Whether it is that type, below it, or has it as an interface. */
    boolean is(String ancestor) {
        if (name.equals(ancestor) || trait.equals(ancestor)) {
            return true;
        }
        for (QomType other : ALL) {
            if (other.name.equals(parent)) {
                return other.is(ancestor);
            }
        }
        return false;
    }
}
