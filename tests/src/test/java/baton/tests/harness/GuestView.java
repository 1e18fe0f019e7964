package baton.tests.harness;

import baton.tests.guest.GuestLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the test guest's counters from outside: out of its RAM file, or with {@code pmemsave}. */
public final class GuestView implements GuestWatch {
    /** Where the header page comes from. */
    private interface Source {
        byte[] page() throws IOException, QmpError;
    }

    private final Source source;

    private GuestView(Source source) {
        this.source = source;
    }

    /** Asks the monitor. {@code directory} is where the page goes through. */
    public static GuestView over(QmpClient qmp, Path directory) {
        return new GuestView(() -> {
            Path file = Files.createTempFile(directory, "page", "");
            qmp.execute(
                    "pmemsave",
                    "val",
                    GuestLayout.HEADER,
                    "size",
                    GuestLayout.HEADER_SIZE,
                    "filename",
                    file.toString());
            byte[] page = Files.readAllBytes(file);
            Files.delete(file);
            return page;
        });
    }

    /** Looks into the file of a shared memory backend. */
    public static GuestView of(Path ramFile) {
        return new GuestView(() -> {
            byte[] page = new byte[GuestLayout.HEADER_SIZE];
            try (RandomAccessFile file = new RandomAccessFile(ramFile.toFile(), "r")) {
                file.seek(GuestLayout.HEADER);
                file.readFully(page);
            }
            return page;
        });
    }

    @Override
    public GuestCounters read() throws IOException {
        try {
            return GuestCounters.of(source.page());
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }
}
