package baton.tests.cpr;

import java.util.Set;

/** The three modes that keep a guest. */
enum Mode {
    REBOOT("cpr-reboot", Set.of(Way.values())),
    TRANSFER("cpr-transfer", Set.of(Way.UNIX, Way.TCP, Way.EXEC)),
    EXEC("cpr-exec", Set.of(Way.FILE, Way.EXEC));

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
