package baton.migration.stream;

import baton.migration.ram.RamFormat;

/**
 * What both ends of a stream agree on beforehand.
 *
 * @param ignoreShared capability x-ignore-shared: named in the stream; blocks carry their guest address
 * @param validateUuid capability validate-uuid: the sender's uuid is in the stream if it has one
 * @param describe whether the description of the devices ends the stream (off: machine property suppress-vmdesc)
 * @param ram how pages travel
 */
public record StreamOptions(boolean ignoreShared, boolean validateUuid, boolean describe, RamFormat ram) {
    /** No capability, and a description: what QEMU does by default. */
    public static final StreamOptions DEFAULT = new StreamOptions(false, false, true);

    /** Pages in the stream itself. */
    public StreamOptions(boolean ignoreShared, boolean validateUuid, boolean describe) {
        this(ignoreShared, validateUuid, describe, RamFormat.DEFAULT);
    }
}
