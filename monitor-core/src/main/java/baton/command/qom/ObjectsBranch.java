package baton.command.qom;

import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryObjects;
import baton.machine.memory.RamBackend;
import baton.machine.tree.Property;
import java.util.List;

/** {@code /objects}: what users made, and the machine's own RAM. */
final class ObjectsBranch implements QomNode.Contents {
    private final MemoryObjects objects;

    ObjectsBranch(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public void fill(QomNode node) {
        for (String id : objects.ids()) {
            MemoryBackendConfig memory = objects.memory(id);
            node.child(id, objects.type(id), memory == null ? QomNode.EMPTY : backend(objects.backend(id)));
        }
    }

    private static QomNode.Contents backend(RamBackend memory) {
        MemoryBackendConfig config = memory.config();
        return new QomNode.Contents() {
            @Override
            public void fill(QomNode node) {
                node.refuse(QomNode.Refusal.IN_USE);
                node.add(Property.number("size", "int", config.size()));
                node.add(Property.bool("share", config.share()));
                node.add(Property.bool("reserve", config.reserve()));
                node.add(new MemoryWish("prealloc", memory));
                node.add(new MemoryWish("merge", memory));
                node.add(new MemoryWish("dump", memory));
                node.add(new Listed("host-nodes", "int", List.of()));
                node.add(Property.word("policy", "HostMemPolicy", "default"));
                special(node, config);
                MemoryBranch.region(node, config.id() + "[0]", 0, config.size(), "");
            }
        };
    }

    private static void special(QomNode node, MemoryBackendConfig config) {
        switch (config.kind()) {
            case FILE -> {
                node.add(Property.word("mem-path", "string", config.memPath()));
                node.add(Property.number("align", "int", config.align()));
                node.add(Property.number("offset", "int", config.offset()));
                node.add(Property.bool("readonly", config.readonly()));
                node.add(Property.bool("discard-data", config.discardData()));
            }
            case MEMFD -> {
                node.add(Property.bool("hugetlb", config.hugetlb()));
                node.add(Property.number("hugetlbsize", "int", config.hugetlbsize()));
                node.add(Property.bool("seal", config.seal()));
            }
            case RAM, SHM -> {}
        }
    }
}
