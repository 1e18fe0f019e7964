package baton.machine.memory;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.migration.spi.FdSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects users make, by id ({@code -object}, {@code object-add}): memory backends, and others that are only kept.
 * Owns the backends that no machine uses; those in use belong to the machine. Texts are QEMU's (docs/wire/cpr.md, 6.2).
 */
@MainLoopThread
public final class MemoryObjects implements Closer.Resource {
    /** An object; its memory is null when it is of another type. */
    private static final class Entry {
        private final String type;
        private final RamBackend memory;
        private boolean used;

        Entry(RamBackend memory, boolean used) {
            this(memory.config().kind().typeName(), memory, used);
        }

        Entry(String type, RamBackend memory, boolean used) {
            this.type = type;
            this.memory = memory;
            this.used = used;
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final FdSource inherited;

    /** None yet. */
    public MemoryObjects() {
        this(FdSource.NONE);
    }

    /** None yet; backends for which another process handed over a descriptor go on with its content. */
    public MemoryObjects(FdSource inherited) {
        this.inherited = inherited;
    }

    /** Makes a memory backend. */
    public void add(MemoryBackendConfig config) throws MemoryException {
        refuseTaken(config.id());
        entries.put(config.id(), new Entry(RamBackends.create(config, inherited), false));
    }

    /** Keeps an object of a type that nothing here acts on, such as {@code secret}. */
    public void keep(String id, String type) throws MemoryException {
        refuseTaken(id);
        entries.put(id, new Entry(type, null, false));
    }

    /** Lists the machine's own RAM, which no option named; it stays the machine's. */
    public void adopt(RamBackend memory) throws MemoryException {
        refuseTaken(memory.name());
        entries.put(memory.name(), new Entry(memory, true));
    }

    /** Gives a backend to the machine, which owns it from now on ({@code -machine memory-backend=ID}). */
    public RamBackend use(String id) throws MemoryException {
        Entry entry = entries.get(id);
        if (entry == null || entry.memory == null) {
            throw new MemoryException("Memory backend '" + id + "' not found");
        }
        if (entry.used) {
            throw new MemoryException("memory backend '" + id + "' can't be used multiple times.");
        }
        entry.used = true;
        return entry.memory;
    }

    /** {@code object-del}. */
    public void remove(String id) throws MemoryException {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new MemoryException("object '" + id + "' not found");
        }
        if (entry.used) {
            throw new MemoryException("object '" + id + "' is in use, can not be deleted");
        }
        entries.remove(id);
        if (entry.memory != null) {
            try {
                entry.memory.close();
            } catch (IOException e) {
                throw new MemoryException("object '" + id + "' is gone, but its memory: " + e.getMessage(), e);
            }
        }
    }

    /** Ids of all objects, in the order they were made; for completion. */
    public List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    /** QEMU's name for the type of one of {@link #ids}. */
    public String type(String id) {
        return entries.get(id).type;
    }

    /** The backend behind one of {@link #ids}; null when it is of another type. */
    public MemoryBackendConfig memory(String id) {
        RamBackend memory = entries.get(id).memory;
        return memory == null ? null : memory.config();
    }

    /** One of {@link #ids} that is a backend, to change it. */
    public RamBackend backend(String id) {
        return entries.get(id).memory;
    }

    /** All memory backends, in the order they were made ({@code query-memdev}). */
    public List<MemoryBackendConfig> memory() {
        List<MemoryBackendConfig> all = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.memory != null) {
                all.add(entry.memory.config());
            }
        }
        return all;
    }

    private void refuseTaken(String id) throws MemoryException {
        if (entries.containsKey(id)) {
            throw new MemoryException("attempt to add duplicate property '" + id + "' to object (type 'container')");
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (Entry entry : entries.values()) {
                if (entry.memory != null && !entry.used) {
                    closer.add(entry.memory);
                }
            }
            entries.clear();
        }
    }
}
