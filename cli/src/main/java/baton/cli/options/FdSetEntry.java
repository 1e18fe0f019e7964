package baton.cli.options;

/**
 * One {@code -add-fd}.
 *
 * @param fd descriptor number, 3 or more
 * @param set number of the set it goes into
 * @param opaque the user's note, or null
 * @param where the option, for errors
 */
public record FdSetEntry(int fd, long set, String opaque, String where) {}
