package baton.monitor.json;

/** How much one value may take, so that no client can exhaust the heap. QEMU's limits, or less on a small heap. */
final class JsonLimits {
    static final int MAX_DEPTH = 1024;
    private static final long QEMU_BYTES = 64L << 20;
    private static final long QEMU_TOKENS = 2L << 20;
    /** Rough heap bytes a token costs once it is a value in a collection. */
    private static final long HEAP_PER_TOKEN = 128;

    final int bytes;
    final int tokens;

    private JsonLimits(long bytes, long tokens) {
        this.bytes = (int) bytes;
        this.tokens = (int) tokens;
    }

    static JsonLimits ofHeap(long heapBytes) {
        return new JsonLimits(
                Math.min(QEMU_BYTES, heapBytes / 8), Math.min(QEMU_TOKENS, heapBytes / 4 / HEAP_PER_TOKEN));
    }
}
