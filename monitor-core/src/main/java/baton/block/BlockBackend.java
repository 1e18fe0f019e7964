package baton.block;

import baton.nat.libc.Clock;
import java.io.IOException;

/** What a guest's device has of a disk: a node, how errors are treated, whether writes are cached, what was done so far. */
public final class BlockBackend {
    /** How a request went. */
    public enum Outcome {
        /** Well. */
        DONE,
        /** It failed, and the guest is told. */
        FAILED,
        /** It failed, and is to be tried again when the machine goes on. */
        AGAIN
    }

    private static final String PERIPHERAL = "/machine/peripheral/";
    private static final long SECTOR = 512;

    private final String name;
    private final BlockNode node;
    private final RequestErrors errors;
    private final BlockStats stats = new BlockStats();
    private String device;
    private Runnable resized;
    private BlockNode.Use use = new BlockNode.Use(false, false, false);
    private final boolean configuredWriteBack;
    private volatile boolean writeBack;
    private volatile boolean dirty;
    private boolean locked;

    /**
     * Makes one.
     *
     * @param name the drive's id, empty for a node that a device names itself
     * @param writeBack whether writes are done before they have reached storage
     * @param onRead what is done when reading fails
     * @param onWrite the same for writing
     */
    public BlockBackend(
            String name,
            BlockNode node,
            boolean writeBack,
            ErrorPolicy onRead,
            ErrorPolicy onWrite,
            BlockErrors errors) {
        this.name = name;
        this.node = node;
        this.writeBack = writeBack;
        this.configuredWriteBack = writeBack;
        this.errors = new RequestErrors(errors, onRead, onWrite);
    }

    /** The drive's id, or empty. */
    public String name() {
        return name;
    }

    /** What it is on. */
    public BlockNode node() {
        return node;
    }

    /** What was done so far. */
    public BlockStats stats() {
        return stats;
    }

    /** QOM path of the device that has it; null while none has. */
    public String device() {
        return device;
    }

    /** How clients know its device: by the user's name, or by its QOM path; null while none has it. */
    public String deviceName() {
        boolean named = device != null && device.startsWith(PERIPHERAL) && device.indexOf('/', PERIPHERAL.length()) < 0;
        return named ? device.substring(PERIPHERAL.length()) : device;
    }

    /** Whether nothing may be written. */
    public boolean readOnly() {
        return node.spec().readOnly();
    }

    /** Whether writes are done before they have reached storage. */
    public boolean writeBack() {
        return writeBack;
    }

    /** Says so. */
    public void writeBack(boolean on) {
        writeBack = on;
    }

    /** As it was when the backend was made: a driver's choice ends with a reset. */
    public void resetWriteBack() {
        writeBack = configuredWriteBack;
    }

    /** QEMU's io-status: ok, failed or nospace. */
    public String ioStatus() {
        return errors.status();
    }

    /** Errors seen so far are forgotten: the machine goes on. */
    public void forgetErrors() {
        errors.forget();
    }

    /** Bytes of the disk, a whole number of sectors. */
    public long length() {
        return node.length() & -SECTOR;
    }

    // ---- main loop

    /**
     * A device takes it.
     *
     * @param path the device's QOM path
     * @param shareWrite whether others may write to the image too
     * @param onResize told on the main loop when the length has changed
     * @throws BlockException another device has it
     */
    public void attach(String path, boolean shareWrite, Runnable onResize) throws BlockException {
        if (device != null) {
            throw new BlockException("Drive '" + name + "' is already in use by another device");
        }
        device = path;
        resized = onResize;
        use = new BlockNode.Use(!readOnly(), shareWrite, true);
    }

    /** Its device has a word in what is done about errors; null has none. */
    public void policies(ErrorPolicy read, ErrorPolicy write) {
        errors.policies(read, write);
    }

    /** Its device is gone. */
    public void detach() {
        device = null;
        resized = null;
        use = new BlockNode.Use(false, false, false);
    }

    /** Locks the image for what its device does; nothing more when it is locked. */
    public void activate() throws BlockException {
        if (!locked) {
            node.lock(use);
            locked = true;
        }
    }

    /** Locks the image for a device that has just come. */
    void relock() throws BlockException {
        unlock();
        activate();
    }

    /** Gives the locks up without more. */
    void unlock() {
        if (locked) {
            locked = false;
            node.release();
        }
    }

    /** Everything written is with the storage, and another process may have the image. The device stands still. */
    public void inactivate() throws IOException {
        if (locked) {
            locked = false;
            try {
                if (dirty) {
                    node.flush();
                    dirty = false;
                }
            } finally {
                node.release();
            }
        }
    }

    /** Whether the image is locked for this process. */
    public boolean active() {
        return locked;
    }

    /** Makes the disk longer or shorter, and tells the device. The device stands still or does not mind. */
    public void resize(long bytes) throws BlockException {
        node.resize(bytes);
        if (resized != null) {
            resized.run();
        }
    }

    // ---- threads of the device, several at once

    /** Reads into iovecs. */
    public Outcome read(long offset, long vectors, int count, long bytes) {
        long start = Clock.monotonicNanos();
        try {
            node.read(offset, vectors, count, bytes);
        } catch (IOException e) {
            return failed(BlockStats.Kind.READ, start, e);
        }
        return done(BlockStats.Kind.READ, bytes, start);
    }

    /** Writes from iovecs. */
    public Outcome write(long offset, long vectors, int count, long bytes) {
        long start = Clock.monotonicNanos();
        try {
            modify().write(offset, vectors, count, bytes);
            dirty = true;
            if (!writeBack) {
                node.flush();
            }
        } catch (IOException e) {
            return failed(BlockStats.Kind.WRITE, start, e);
        }
        stats.wroteTo(offset + bytes);
        return done(BlockStats.Kind.WRITE, bytes, start);
    }

    /** Has everything written reach storage. */
    public Outcome flush() {
        long start = Clock.monotonicNanos();
        try {
            dirty = false; // what is written from here on need not be part of it
            node.flush();
        } catch (IOException e) {
            dirty = true;
            return failed(BlockStats.Kind.FLUSH, start, e);
        }
        return done(BlockStats.Kind.FLUSH, 0, start);
    }

    /** Forgets a range. */
    public Outcome discard(long offset, long bytes) {
        long start = Clock.monotonicNanos();
        try {
            node.discard(offset, bytes);
        } catch (IOException e) {
            return failed(BlockStats.Kind.UNMAP, start, e);
        }
        return done(BlockStats.Kind.UNMAP, bytes, start);
    }

    /** Makes a range zero. */
    public Outcome zero(long offset, long bytes, boolean mayUnmap) {
        long start = Clock.monotonicNanos();
        try {
            modify().zero(offset, bytes, mayUnmap);
            dirty = true;
        } catch (IOException e) {
            return failed(BlockStats.Kind.WRITE, start, e);
        }
        return done(BlockStats.Kind.WRITE, bytes, start);
    }

    /** Dirty before as well as after, whichever a flush at the same time sees last. */
    private BlockNode modify() {
        dirty = true;
        return node;
    }

    private Outcome done(BlockStats.Kind kind, long bytes, long start) {
        long now = Clock.monotonicNanos();
        stats.done(kind, bytes, now - start, now);
        return Outcome.DONE;
    }

    private Outcome failed(BlockStats.Kind kind, long start, IOException why) {
        return switch (errors.decide(this, kind != BlockStats.Kind.READ, why)) {
            case STOP -> Outcome.AGAIN;
            case IGNORE -> done(kind, 0, start);
            case REPORT, ENOSPC -> {
                stats.failed(kind, Clock.monotonicNanos() - start);
                yield Outcome.FAILED;
            }
        };
    }
}
