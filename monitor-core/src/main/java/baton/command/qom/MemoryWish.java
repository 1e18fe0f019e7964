package baton.command.qom;

import baton.machine.memory.MemoryException;
import baton.machine.memory.RamBackend;
import baton.machine.tree.Property;
import baton.machine.tree.PropertyRefused;

/** What the host is to do with a memory backend: {@code prealloc}, {@code merge} or {@code dump}; may change at any time. */
final class MemoryWish extends Property {
    private final RamBackend memory;

    MemoryWish(String name, RamBackend memory) {
        super(name, "bool");
        this.memory = memory;
    }

    @Override
    public Object value() {
        return switch (name()) {
            case "prealloc" -> memory.config().prealloc();
            case "merge" -> memory.config().merge();
            default -> memory.config().dump();
        };
    }

    @Override
    public boolean set(Object value) throws PropertyRefused {
        if (!(value instanceof Boolean on)) {
            throw new PropertyRefused("Invalid parameter type for '" + name() + "', expected: boolean");
        }
        switch (name()) {
            case "prealloc" -> preallocate(on);
            case "merge" -> memory.merge(on);
            default -> memory.dump(on);
        }
        return true;
    }

    /** What the host has given it keeps. */
    private void preallocate(boolean on) throws PropertyRefused {
        if (on && !memory.config().prealloc()) {
            try {
                memory.preallocate();
            } catch (MemoryException e) {
                throw new PropertyRefused(e.getMessage());
            }
        }
    }
}
