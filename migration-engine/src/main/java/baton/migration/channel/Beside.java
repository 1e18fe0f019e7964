package baton.migration.channel;

/**
 * Which channels a migration has beside the main one, to or from the same address.
 *
 * @param count how many; 0 when there is only the main one
 * @param direct whether they bypass the host's page cache (O_DIRECT); files only
 */
public record Beside(int count, boolean direct) {
    /** Only the main channel. */
    public static final Beside NONE = new Beside(0, false);
}
