package baton.cli.stream;

/** The bytes from here on are not a migration stream, or not all of one. */
final class DamagedStream extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String where;

    /** At byte {@code offset} of the file, in what {@code where} names (may be empty). */
    DamagedStream(long offset, String where, String why) {
        super(why, null, false, false);
        this.offset = offset;
        this.where = where;
    }

    /** The same place, seen from further out. */
    DamagedStream within(String outer) {
        return new DamagedStream(offset, where.isEmpty() ? outer : outer + ", " + where, getMessage());
    }

    /** Byte of the file. */
    long offset() {
        return offset;
    }

    /** Section and field; empty when it is in none. */
    String where() {
        return where;
    }
}
