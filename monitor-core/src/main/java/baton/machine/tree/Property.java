package baton.machine.tree;

import baton.base.Hex;
import baton.base.MainLoopThread;

/** A property of a device: its name, QEMU's name for its type, and its value now. */
@MainLoopThread
public abstract class Property {
    private final String name;
    private final String type;

    /** A property whose value may change. {@code type} as {@code qom-list} tells it, such as {@code uint32}. */
    protected Property(String name, String type) {
        this.name = name;
        this.type = type;
    }

    /** Text; null is the empty one. */
    public static Property text(String name, String value) {
        return new Fixed(name, "str", value == null ? "" : value, true);
    }

    /** A whole number of QEMU's type {@code type}. */
    public static Property number(String name, String type, long value) {
        return new Fixed(name, type, value, true);
    }

    /** A number of 32 bits without sign. */
    public static Property number(String name, long value) {
        return number(name, "uint32", value);
    }

    /** A switch. */
    public static Property bool(String name, boolean value) {
        return new Fixed(name, "bool", value, true);
    }

    /** A word of an enumeration. */
    public static Property choice(String name, String type, String value) {
        return new Fixed(name, type, value, true);
    }

    /** A word of another type that is written bare, such as the address of a PCI device. */
    public static Property word(String name, String type, String value) {
        return new Fixed(name, type, value, false);
    }

    /** Its name. */
    public final String name() {
        return name;
    }

    /** QEMU's name for its type. */
    public final String type() {
        return type;
    }

    /** Its value as QMP tells it: a String, a Long or a Boolean, or a Map of such for an object. */
    public abstract Object value();

    /**
     * Changes it; false when it cannot be changed.
     *
     * @throws PropertyRefused not to this value
     */
    public boolean set(Object value) throws PropertyRefused {
        return false;
    }

    /** Its value as {@code info qtree} shows it. */
    public final String shown() {
        Object value = value();
        if (value instanceof Long number) {
            return number + " (0x" + Hex.padded(number, 1) + ")";
        }
        return value instanceof String && quoted() ? '"' + value.toString() + '"' : value.toString();
    }

    /** Whether {@code info qtree} puts its text in quotation marks. */
    protected boolean quoted() {
        return true;
    }

    private static final class Fixed extends Property {
        private final Object value;
        private final boolean quoted;

        Fixed(String name, String type, Object value, boolean quoted) {
            super(name, type);
            this.value = value;
            this.quoted = quoted;
        }

        @Override
        protected boolean quoted() {
            return quoted;
        }

        @Override
        public Object value() {
            return value;
        }
    }
}
