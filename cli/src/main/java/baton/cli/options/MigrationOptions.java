package baton.cli.options;

import java.util.List;

/**
 * What concerns migration.
 *
 * @param incoming at most one per channel; none when the machine starts anew
 * @param globals {@code -global}, in order
 * @param onlyMigratable whether devices that cannot move are refused
 */
public record MigrationOptions(List<IncomingOptions> incoming, List<GlobalProperty> globals, boolean onlyMigratable) {
    /** Copies the lists. */
    public MigrationOptions {
        incoming = List.copyOf(incoming);
        globals = List.copyOf(globals);
    }

    /** The entry of channel {@code main} or {@code cpr}, or null. */
    public IncomingOptions incoming(String channel) {
        for (IncomingOptions one : incoming) {
            if (one.channel().equals(channel)) {
                return one;
            }
        }
        return null;
    }
}
