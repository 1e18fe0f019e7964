package baton.block;

/**
 * What a node is to be, as {@code -blockdev} and {@code -drive} say it.
 *
 * @param driver raw, file, host_device, null-co or null-aio
 * @param name its node name
 * @param filename of file and host_device; null for others
 * @param readOnly whether nothing may be written
 * @param cache how the host caches it
 * @param unmap whether discarding gives storage back
 * @param locking whether the image is locked against other processes
 * @param place which part of it a raw node shows, or how large a null one is
 * @param child what a raw node is over; null for others
 */
public record NodeSpec(
        String driver,
        String name,
        String filename,
        boolean readOnly,
        Cache cache,
        boolean unmap,
        boolean locking,
        Part place,
        NodeSpec child) {
    /**
     * How the host caches.
     *
     * @param direct past the host's page cache
     * @param noFlush whether flushes are ignored: unsafe
     */
    public record Cache(boolean direct, boolean noFlush) {
        /** As QEMU does it when nothing is said. */
        public static final Cache DEFAULT = new Cache(false, false);
    }

    /**
     * A part of a node.
     *
     * @param offset first byte
     * @param size bytes, -1 for all that follow
     */
    public record Part(long offset, long size) {
        /** All of it. */
        public static final Part ALL = new Part(0, -1);
    }
}
