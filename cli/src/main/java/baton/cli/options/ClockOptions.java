package baton.cli.options;

/**
 * {@code -rtc}.
 *
 * @param base what the guest's clock shows at start
 * @param startSeconds that, in seconds since 1970 as if UTC, when {@code base} is {@code DATETIME}
 * @param source which host clock moves it
 */
public record ClockOptions(Base base, long startSeconds, Source source) {
    /** What a guest's clock shows at start. */
    public enum Base {
        /** The time of day in UTC. */
        UTC,
        /** The time of day here. */
        LOCALTIME,
        /** A time of its own. */
        DATETIME
    }

    /** What moves a guest's clock. */
    public enum Source {
        /** The host's time of day, steps included. */
        HOST,
        /** The host's monotonic clock. */
        RT,
        /** The machine's, which stands while the machine does. */
        VM
    }
}
