package baton.command.qom;

import baton.machine.tree.Property;

/** A property whose value is a list or an object of JSON. */
final class Listed extends Property {
    private final Object value;

    Listed(String name, String type, Object value) {
        super(name, type);
        this.value = value;
    }

    @Override
    public Object value() {
        return value;
    }
}
