package baton.tests.cpr;

import java.util.Set;

/** The three modes that keep a guest. */
enum Mode {
    REBOOT("cpr-reboot", Set.of(Way.UNIX, Way.TCP, Way.FILE, Way.EXEC, Way.FD)),
    TRANSFER("cpr-transfer", Set.of(Way.UNIX, Way.TCP, Way.EXEC, Way.FD)),
    EXEC("cpr-exec", Set.of(Way.values()));

    private final String parameter;
    private final Set<Way> ways;

    Mode(String parameter, Set<Way> ways) {
        this.parameter = parameter;
        this.ways = ways;
    }

    /** Value of the migration parameter. */
    String parameter() {
        return parameter;
    }

    /** Whether the main stream can go that way. */
    boolean allows(Way way) {
        return ways.contains(way);
    }
}
