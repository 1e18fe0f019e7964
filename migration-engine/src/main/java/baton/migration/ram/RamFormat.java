package baton.migration.ram;

/**
 * How pages of RAM travel.
 *
 * @param mapped each at a place of its own in a file (capability mapped-ram)
 * @param multifd over channels of their own (capability multifd)
 * @param zeroPages who looks for pages of zeros; of no meaning to who reads
 * @param zlibLevel how hard multifd compresses with zlib, 0 to 9; -1 when it does not
 * @param xbzrleCache bytes of pages kept to send only differences to (capability xbzrle); 0 for none
 */
public record RamFormat(boolean mapped, boolean multifd, ZeroPages zeroPages, int zlibLevel, long xbzrleCache) {
    /** Pages in the stream itself, zero pages found. */
    public static final RamFormat DEFAULT = new RamFormat(false, false, ZeroPages.MULTIFD, -1, 0);
}
