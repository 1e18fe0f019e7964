package baton.command.introspect;

/**
 * A property of a type of device, as {@code -device} and {@code device_add} take it.
 *
 * @param name its name
 * @param type QEMU's name for its type
 * @param description what it is, in a few words; empty for none
 * @param value what it is when nobody says: a Long, a Boolean or a String; null for nothing
 */
public record TypeProperty(String name, String type, String description, Object value) {
    static TypeProperty number(String name, String type, long value) {
        return new TypeProperty(name, type, "", value);
    }

    static TypeProperty bool(String name, boolean value) {
        return new TypeProperty(name, "bool", "on/off", value);
    }

    static TypeProperty text(String name, String description) {
        return new TypeProperty(name, "str", description, null);
    }

    static TypeProperty link(String name, String to) {
        return new TypeProperty(name, "link<" + to + ">", "", null);
    }

    static TypeProperty word(String name, String type, String description, String value) {
        return new TypeProperty(name, type, description, value);
    }
}
