package baton.machine.memory;

import baton.base.Closer;
import baton.migration.spi.RamBlock;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import baton.nat.libc.Pieces;
import baton.nat.libc.Sys;

/**
 * A block of guest RAM and the memory behind it. Made on the main loop before the guest runs; read everywhere. The
 * machine (or, for an unused object, the object tree) owns and closes it, after every VM that maps it.
 */
public final class RamBackend implements RamBlock, Closer.Resource {
    private static final int PAGE = 4096;

    /** Changed on the main loop, and only what others do not read. */
    private volatile MemoryBackendConfig config;

    private final Mmap map;
    private final Fd file;
    private long guestAddress;
    private boolean inherited;
    /** Whether the host knows what was touched; null before it was asked. */
    private volatile Boolean inTmpfs;

    RamBackend(MemoryBackendConfig config, Mmap map, Fd file) {
        this.config = config;
        this.map = map;
        this.file = file;
    }

    /** Notes that it came with content from another process. */
    RamBackend inherit() {
        inherited = true;
        return this;
    }

    /** Whether its content is, or can be, that of the process whose guest is taken over. */
    public boolean continues() {
        return inherited || namedFile();
    }

    /** What was asked for, at first and by later wishes, as {@code query-memdev} shows it. */
    public MemoryBackendConfig config() {
        return config;
    }

    /** Says where in its parent the block's region lies, for x-ignore-shared lists; the board, once. */
    public void placeAt(long address) {
        guestAddress = address;
    }

    @Override
    public String name() {
        return config.id();
    }

    @Override
    public long length() {
        return config.size();
    }

    @Override
    public long address() {
        return map.address();
    }

    @Override
    public long guestAddress() {
        return guestAddress;
    }

    @Override
    public boolean shared() {
        return config.share();
    }

    @Override
    public boolean namedFile() {
        return config.kind() == MemoryBackendConfig.Kind.FILE && file != null;
    }

    /** A file that is known here as a descriptor only must be handed on as one. */
    @Override
    public boolean goesByFd() {
        return file != null && (!namedFile() || config.fromFdSet());
    }

    /** A file may have held something before; what this process made cannot. */
    @Override
    public boolean madeZero() {
        return config.kind() != MemoryBackendConfig.Kind.FILE && !inherited;
    }

    @Override
    public void clear() {
        if (!madeZero()) {
            return;
        }
        boolean given = !config.prealloc() && map.discard(config.share());
        if (!given) {
            Memory.fill(map.address(), config.size(), (byte) 0);
        }
    }

    @Override
    public long touchedFrom(long offset) {
        if (!showsHoles()) {
            return offset;
        }
        try {
            return Math.min(length(), file.dataFrom(config.offset() + offset) - config.offset());
        } catch (ErrnoException e) {
            return offset;
        }
    }

    @Override
    public long untouchedFrom(long offset) {
        if (!showsHoles()) {
            return length();
        }
        try {
            return Math.min(length(), file.holeFrom(config.offset() + offset) - config.offset());
        } catch (ErrnoException e) {
            return length();
        }
    }

    /** A page of tmpfs that is written as a whole needs not be cleared first, nor a fault to come into being. */
    @Override
    public boolean putsCheaply() {
        return showsHoles();
    }

    @Override
    public void put(long offset, Pieces pieces) {
        if (!putsCheaply() || !store(offset, pieces)) {
            pieces.copyTo(map.address() + offset);
        }
    }

    /** False when not all was written: copying it shows what the host cannot do. */
    private boolean store(long offset, Pieces pieces) {
        try {
            return pieces.writeAt(file, config.offset() + offset) == pieces.bytes();
        } catch (ErrnoException e) {
            return false;
        }
    }

    /** In tmpfs what is in a hole of the file was never touched; on a disk it may have been, and not be there yet. */
    private boolean showsHoles() {
        if (inTmpfs == null) {
            inTmpfs = inTmpfs();
        }
        return inTmpfs;
    }

    private Boolean inTmpfs() {
        try {
            return file != null && config.share() && Files.inTmpfs(file);
        } catch (ErrnoException e) {
            return Boolean.FALSE;
        }
    }

    @Override
    public int fd() {
        return file == null ? -1 : file.number();
    }

    /** Touches every page, so that the host has them all, and takes its time for it. */
    public void preallocate() throws MemoryException {
        try {
            map.advise(Sys.MADV_POPULATE_WRITE);
            config = config.with(true, config.merge(), config.dump());
        } catch (ErrnoException e) {
            throw new MemoryException("qemu_prealloc_mem: preallocating memory failed: " + e.getMessage(), e);
        }
    }

    /** Lets the host merge equal pages from now on, or not. */
    public void merge(boolean on) {
        map.hint(on ? Sys.MADV_MERGEABLE : Sys.MADV_UNMERGEABLE);
        config = config.with(config.prealloc(), on, config.dump());
    }

    /** Has core dumps of this process include it from now on, or not. */
    public void dump(boolean on) {
        map.hint(on ? Sys.MADV_DODUMP : Sys.MADV_DONTDUMP);
        config = config.with(config.prealloc(), config.merge(), on);
    }

    /** Large pages where the host has them, {@code merge} and {@code dump}; a kernel without is no error, as in QEMU. */
    void advise() {
        if (config.size() % PAGE != 0) {
            return;
        }
        map.hint(Sys.MADV_HUGEPAGE);
        if (config.merge()) {
            map.hint(Sys.MADV_MERGEABLE);
        }
        if (!config.dump()) {
            map.hint(Sys.MADV_DONTDUMP);
        }
    }

    @Override
    public void close() throws ErrnoException {
        map.close();
        if (file != null) {
            file.close();
        }
    }
}
