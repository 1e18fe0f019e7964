package baton.command.qom;

import baton.machine.memory.MemoryMap;
import baton.machine.tree.Property;
import java.util.HashMap;
import java.util.Map;

/** The two address spaces of the guest, and what RAM lies where in the first. */
final class MemoryBranch implements QomNode.Contents {
    static final String SYSTEM = "/machine/unattached/system[0]";

    private static final long PORTS = 0x10000;
    private static final long WHOLE = -1;

    private final MemoryMap memory;

    MemoryBranch(MemoryMap memory) {
        this.memory = memory;
    }

    @Override
    public void fill(QomNode node) {
        region(node, "system[0]", 0, WHOLE, "");
        region(node, "io[0]", 0, PORTS, "");
        Map<String, Integer> seen = new HashMap<>();
        for (MemoryMap.Region region : memory.regions()) {
            int number = seen.getOrDefault(region.name(), 0);
            seen.put(region.name(), number + 1);
            region(node, region.name() + "[" + number + "]", region.address(), region.length(), SYSTEM);
        }
    }

    /** Adds a memory region; {@code container} is the path of the one it lies in, empty for none. */
    static void region(QomNode into, String name, long address, long size, String container) {
        into.child(name, "memory-region", new QomNode.Contents() {
            @Override
            public void fill(QomNode region) {
                region.link("container", "memory-region", container);
                region.add(Property.number("addr", "uint64", address));
                region.add(Property.number("size", "uint64", size));
                region.add(Property.number("priority", 0));
            }
        });
    }
}
