package baton.command.machine;

import baton.base.Hex;
import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;

/** Guest memory to a file, a chunk at a time. A file that could not be finished keeps what was written, as in QEMU. */
public final class MemoryFile {
    private static final int CHUNK = 1 << 20;
    private static final long FOUR_GIB = 1L << 32;
    private static final int PERMISSIONS = 0666;

    /** Where bytes come from. */
    private interface Source {
        boolean read(long address, byte[] into, int length) throws IOException;
    }

    private MemoryFile() {}

    /** Saves what processor {@code cpu} sees at {@code address}. */
    public static void saveVirtual(Inspection guest, long cpu, long address, long size, String path)
            throws QmpException {
        if (cpu < 0 || cpu >= guest.cpus()) {
            throw QmpException.generic("Parameter 'cpu-index' expects a CPU number");
        }
        save(address, size, path, new Source() {
            @Override
            public boolean read(long at, byte[] into, int length) throws IOException {
                return guest.readVirtual((int) cpu, at, into, length);
            }
        });
    }

    /**
     * Saves guest-physical memory; zeroes where there is none. Refuses what lies above all RAM and 4 GiB: it would fill a
     * disk with nothing.
     */
    public static void savePhysical(Inspection guest, long address, long size, String path) throws QmpException {
        long end = Long.max(guest.memory().end(), FOUR_GIB);
        boolean within = address >= 0 && address <= end && Long.compareUnsigned(size, end - address) <= 0;
        if (!within) {
            throw invalid(address, size);
        }
        save(address, size, path, new Source() {
            @Override
            public boolean read(long at, byte[] into, int length) {
                guest.readPhysical(at, into, length);
                return true;
            }
        });
    }

    private static void save(long address, long size, String path, Source source) throws QmpException {
        Fd file;
        try {
            file = Files.open(path, Sys.O_WRONLY | Sys.O_CREAT | Sys.O_TRUNC, PERMISSIONS);
        } catch (ErrnoException e) {
            throw QmpException.generic("Could not open '" + path + "': " + e.getMessage());
        }
        try {
            copy(address, size, path, source, file);
        } finally {
            close(file);
        }
    }

    private static void copy(long address, long size, String path, Source source, Fd file) throws QmpException {
        byte[] chunk = new byte[Long.compareUnsigned(size, CHUNK) < 0 ? (int) size : CHUNK];
        for (long done = 0; Long.compareUnsigned(done, size) < 0; ) {
            int here = Long.compareUnsigned(size - done, chunk.length) < 0 ? (int) (size - done) : chunk.length;
            if (!read(source, address + done, chunk, here)) {
                throw invalid(address, size);
            }
            write(file, path, chunk, here);
            done += here;
        }
    }

    private static QmpException invalid(long address, long size) {
        return QmpException.generic("Invalid addr 0x" + Hex.padded(address, 16) + "/size " + size + " specified");
    }

    private static boolean read(Source source, long at, byte[] into, int length) throws QmpException {
        try {
            return source.read(at, into, length);
        } catch (IOException e) {
            throw QmpException.generic("cannot read the guest's memory: " + e.getMessage());
        }
    }

    private static void write(Fd file, String path, byte[] bytes, int length) throws QmpException {
        try {
            file.writeFully(bytes, 0, length);
        } catch (ErrnoException e) {
            throw QmpException.generic("writing memory to '" + path + "' failed");
        }
    }

    private static void close(Fd file) {
        try {
            file.close();
        } catch (ErrnoException e) {
            // QEMU does not look either; every write that mattered has succeeded.
            return;
        }
    }
}
