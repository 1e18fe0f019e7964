package baton.tests.cpr;

import baton.tests.guest.GuestLayout;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.GuestWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The guest's RAM, seen from outside and not through any process that runs it: the file of a shared backend, held open
 * while processes come and go.
 */
final class GuestMemory implements GuestWatch, AutoCloseable {
    private final FileChannel file;

    private GuestMemory(FileChannel file) {
        this.file = file;
    }

    /** RAM in a file with a name. */
    static GuestMemory of(Path file) throws IOException {
        return new GuestMemory(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** RAM of a process in a file without a name (memfd, shm): the descriptor that is open on that many bytes. */
    static GuestMemory of(long pid, long size) throws IOException {
        Path[] found = {null};
        Await.until("RAM among the descriptors of " + pid, () -> "", () -> {
            found[0] = find(pid, size);
            return found[0] != null;
        });
        return of(found[0]);
    }

    private static Path find(long pid, long size) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (isRam(descriptor, size)) {
                    return descriptor;
                }
            }
        }
        return null;
    }

    private static boolean isRam(Path descriptor, long size) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            boolean unnamed = target.startsWith("/memfd:") || target.endsWith("(deleted)");
            return unnamed && Files.size(descriptor) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public GuestCounters read() throws IOException {
        ByteBuffer page = ByteBuffer.allocate(GuestLayout.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        while (page.hasRemaining()) {
            if (file.read(page, GuestLayout.HEADER + page.position()) < 0) {
                throw new IOException("RAM ends at " + file.size());
            }
        }
        return new GuestCounters(page);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
