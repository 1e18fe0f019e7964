package baton.cli.daemon;

import baton.cli.options.MachineOptions;
import baton.cli.options.MemoryBackendOptions;
import baton.cli.options.MemoryOptions;
import baton.cli.options.MemoryStore;
import baton.cli.options.MemoryTuning;
import baton.cli.options.ObjectOptions;
import baton.cli.options.OptionException;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import java.util.List;

/** What {@code -object memory-backend-*} and {@code -m} said, in the words of {@link MemoryBackendConfig}. */
final class MemoryMapping {
    private MemoryMapping() {}

    /** Every {@code -object}; memory backends are mapped. What was mapped stays until the process ends. */
    static MemoryObjects objects(List<ObjectOptions> all, RamFiles files) throws OptionException {
        MemoryObjects objects = new MemoryObjects(files);
        for (ObjectOptions object : all) {
            try {
                if (object instanceof MemoryBackendOptions memory) {
                    objects.add(map(memory));
                } else {
                    objects.keep(object.id(), object.typeName());
                }
            } catch (MemoryException e) {
                throw new OptionException(e.getMessage());
            }
        }
        return objects;
    }

    private static MemoryBackendConfig map(MemoryBackendOptions options) throws OptionException {
        MemoryTuning tuning = options.tuning();
        if (tuning.canonicalPathId()) {
            throw refused(options, "x-use-canonical-path-for-ramblock-id=on", "leave it off");
        }
        if (!"default".equals(tuning.policy())) {
            throw refused(options, "policy=" + tuning.policy(), "bind the process with numactl instead");
        }
        MemoryStore store = options.store();
        if (store instanceof MemoryStore.Anonymous) {
            return of(MemoryBackendConfig.Kind.RAM, options, null, null);
        } else if (store instanceof MemoryStore.Shm) {
            return of(MemoryBackendConfig.Kind.SHM, options, null, null);
        } else if (store instanceof MemoryStore.Memfd memfd) {
            return of(MemoryBackendConfig.Kind.MEMFD, options, null, memfd);
        }
        return of(MemoryBackendConfig.Kind.FILE, options, (MemoryStore.File) store, null);
    }

    private static MemoryBackendConfig of(
            MemoryBackendConfig.Kind kind, MemoryBackendOptions o, MemoryStore.File file, MemoryStore.Memfd memfd) {
        return new MemoryBackendConfig(
                kind,
                o.id(),
                o.size(),
                o.share(),
                file == null ? null : file.path(),
                file == null ? 0 : file.align(),
                file == null ? 0 : file.offset(),
                file != null && file.readonly(),
                file != null && file.discardData(),
                o.tuning().prealloc(),
                o.tuning().reserve(),
                o.tuning().merge(),
                o.tuning().dump(),
                memfd != null && memfd.hugetlb(),
                memfd == null ? 0 : memfd.hugetlbSize(),
                memfd == null || memfd.seal());
    }

    private static OptionException refused(MemoryBackendOptions options, String what, String instead) {
        return new OptionException("-object " + options.typeName() + ",id=" + options.id() + ": " + what
                + ": not supported by Baton: " + instead);
    }

    /** Main memory when no backend is named: anonymous, or a file under {@code -mem-path}. */
    static MemoryBackendConfig main(String id, MemoryOptions memory, MachineOptions machine) {
        boolean file = memory.path() != null;
        return new MemoryBackendConfig(
                file ? MemoryBackendConfig.Kind.FILE : MemoryBackendConfig.Kind.RAM,
                id,
                memory.size(),
                false,
                memory.path(),
                0,
                0,
                false,
                false,
                memory.preallocate(),
                true,
                machine.memMerge(),
                machine.dumpGuestCore(),
                false,
                0,
                false);
    }
}
