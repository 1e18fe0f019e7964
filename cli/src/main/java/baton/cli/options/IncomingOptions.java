package baton.cli.options;

import java.util.Map;

/**
 * One {@code -incoming}: deferred, a URI, or an address (exactly one of the three).
 *
 * @param channel {@code main} or {@code cpr}
 * @param uri such as {@code tcp:0:4444}, or null
 * @param address MigrationAddress as QMP has it, checked for keys and types, or null
 * @param where the option, for errors
 */
public record IncomingOptions(String channel, String uri, Map<String, Object> address, String where) {
    /** Whether {@code migrate-incoming} says where from. */
    public boolean deferred() {
        return uri == null && address == null;
    }
}
