package baton.migration.stream;

/**
 * What both ends of a stream agree on beforehand.
 *
 * @param ignoreShared capability x-ignore-shared: named in the stream; blocks carry their guest address
 * @param validateUuid capability validate-uuid: the sender's uuid is in the stream if it has one
 * @param describe whether the description of the devices ends the stream (off: machine property suppress-vmdesc)
 */
public record StreamOptions(boolean ignoreShared, boolean validateUuid, boolean describe) {
    /** No capability, and a description: what QEMU does by default. */
    public static final StreamOptions DEFAULT = new StreamOptions(false, false, true);
}
