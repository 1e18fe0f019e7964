package baton.migration.spi;

/** How a RAM block travels. */
public enum RamPolicy {
    /** Its pages are in the stream. */
    COPY,
    /** It is listed, but its pages stay where they are: a file the other side opens by name. */
    IN_PLACE,
    /** It is listed, and its descriptor is handed over. */
    BY_FD
}
