package baton.command;

import baton.command.dump.DumpGuestMemory;
import baton.command.dump.QueryDump;
import baton.command.dump.QueryDumpGuestMemoryCapability;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about dumps of memory. */
final class DumpCommands implements QmpCommands {
    private static final String[] NAMES = {"dump-guest-memory", "query-dump", "query-dump-guest-memory-capability"};

    private final Services services;

    DumpCommands(Services services) {
        this.services = services;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "dump-guest-memory" -> new DumpGuestMemory(services.dumps(), services.fds());
            case "query-dump" -> new QueryDump(services.dumps());
            case "query-dump-guest-memory-capability" -> new QueryDumpGuestMemoryCapability();
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
