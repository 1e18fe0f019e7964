package baton.command.hmp;

import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryObjects;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info memdev}: the memory backends. */
public final class InfoMemdev implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("memdev", "", "", "show memory backends");

    private final MemoryObjects objects;

    /** Lists what {@code objects} has. */
    public InfoMemdev(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (MemoryBackendConfig config : objects.memory()) {
            text.append("memory backend: ").append(config.id());
            text.append("\n  size:  ").append(config.size());
            text.append("\n  merge: ").append(config.merge());
            text.append("\n  dump: ").append(config.dump());
            text.append("\n  prealloc: ").append(config.prealloc());
            text.append("\n  share: ").append(config.share());
            text.append("\n  reserve: ").append(config.reserve());
            text.append("\n  policy: default\n  host nodes: \n");
        }
        out.print(text.append('\n').toString());
    }
}
