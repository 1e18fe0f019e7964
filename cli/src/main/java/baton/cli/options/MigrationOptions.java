package baton.cli.options;

import baton.migration.channel.MigrationChannel;
import java.util.List;

/**
 * What concerns migration.
 *
 * @param incoming at most one per channel; none when the machine starts anew
 * @param globals {@code -global}, in order
 * @param onlyMigratable whether devices that cannot move are refused
 * @param preconfig whether the machine waits for {@code x-exit-preconfig}
 */
public record MigrationOptions(
        List<IncomingOptions> incoming, List<GlobalProperty> globals, boolean onlyMigratable, boolean preconfig) {
    /** Copies the lists. */
    public MigrationOptions {
        incoming = List.copyOf(incoming);
        globals = List.copyOf(globals);
    }

    /** What {@code -global} says last of a property; null when nothing does. */
    public String global(String driver, String property) {
        String value = null;
        for (GlobalProperty global : globals) {
            if (global.driver().equals(driver) && global.property().equals(property)) {
                value = global.value();
            }
        }
        return value;
    }

    /** The entry of a channel, or null. */
    public IncomingOptions incoming(MigrationChannel.Kind channel) {
        for (IncomingOptions one : incoming) {
            if (one.channel() == channel) {
                return one;
            }
        }
        return null;
    }
}
