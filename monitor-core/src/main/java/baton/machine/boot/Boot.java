package baton.machine.boot;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.util.Arrays;

/** Reads kernels and initrds and plans how to start them. */
public final class Boot {
    private static final int CHUNK = 1 << 20;
    private static final int MAX_FILE = (1 << 30) - CHUNK; // what doubling an array can hold
    private static final long SMALLEST_RAM = 1 << 20; // boot tables reach up to 0xa0000

    private Boot() {}

    /** Checks and places a kernel; nothing is written yet. */
    public static BootPlan plan(BootRequest request) throws BootException {
        checkRam(request.memory());
        return ElfImage.isElf(request.kernel()) ? new PvhBoot(request) : new LinuxBoot(request);
    }

    private static void checkRam(E820Map memory) throws BootException {
        if (memory.below4g() < SMALLEST_RAM) {
            throw BootException.reported("a kernel needs at least 1 MiB of memory: give it more with -m");
        }
    }

    /** Reads the first sector of a disk and plans to start it, on a machine with that memory and that many CPUs. */
    public static BootPlan sector(String path, E820Map memory, int cpus) throws BootException {
        checkRam(memory);
        try (FdReader file = new FdReader(path)) {
            byte[] sector = file.readFirst(SectorBoot.SIZE);
            if (!SectorBoot.isBootable(sector)) {
                throw BootException.reported("disk '" + path + "' is not bootable: its first sector does not end in"
                        + " 55 aa; give a kernel with -kernel");
            }
            return new SectorBoot(sector, cpus);
        } catch (ErrnoException e) {
            throw BootException.reported("Could not open '" + path + "': " + e.getMessage());
        }
    }

    /** Reads the file of {@code -kernel}, which cannot be larger than the machine's memory. */
    public static byte[] readKernel(String path, long memoryBytes) throws BootException {
        try (FdReader file = new FdReader(path)) {
            byte[] bytes = file.read(memoryBytes, "kernel '" + path + "'");
            if (bytes.length == 0) {
                throw BootException.printed("could not load kernel '" + path + "': Success", null); // sic
            }
            return bytes;
        } catch (ErrnoException e) {
            String attempt = "open".equals(e.call()) ? "could not open kernel file '" : "could not load kernel '";
            throw BootException.printed(attempt + path + "': " + e.getMessage(), e);
        }
    }

    /** Reads the file of {@code -initrd}, which cannot be larger than the machine's memory. */
    public static byte[] readInitrd(String path, long memoryBytes) throws BootException {
        try (FdReader file = new FdReader(path)) {
            return file.read(memoryBytes, "initrd '" + path + "'");
        } catch (ErrnoException e) {
            String reason = "open".equals(e.call())
                    ? "Failed to open file “" + path + "”: open() failed: " + e.getMessage()
                    : e.getMessage();
            throw BootException.printed("error reading initrd " + path + ": " + reason, e);
        }
    }

    /** A file open for reading. */
    private static final class FdReader implements AutoCloseable {
        private final Fd fd;

        FdReader(String path) throws ErrnoException {
            fd = Files.open(path, Sys.O_RDONLY, 0);
        }

        byte[] readFirst(int count) throws ErrnoException {
            byte[] bytes = new byte[count];
            int length = 0;
            int n = fd.read(bytes, 0, count);
            while (n > 0) {
                length += n;
                n = fd.read(bytes, length, count - length);
            }
            return Arrays.copyOf(bytes, length);
        }

        byte[] read(long limit, String what) throws ErrnoException, BootException {
            byte[] bytes = new byte[CHUNK];
            int length = 0;
            int n = fd.read(bytes, 0, CHUNK);
            while (n > 0) {
                length += n;
                if (length > Math.min(limit, MAX_FILE)) {
                    throw BootException.reported(what + " is larger than the machine's memory");
                }
                if (bytes.length - length < CHUNK) {
                    bytes = Arrays.copyOf(bytes, 2 * bytes.length);
                }
                n = fd.read(bytes, length, CHUNK);
            }
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public void close() throws ErrnoException {
            fd.close();
        }
    }
}
