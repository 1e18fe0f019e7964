package baton.tests.harness;

import baton.tests.guest.GuestLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Reads the test guest's counters from outside: out of its RAM file, or with {@code pmemsave}. */
public final class GuestView {
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

    /** The counters now. */
    public GuestCounters read() throws IOException {
        try {
            return GuestCounters.of(source.page());
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    /** Waits until the counters are as wanted. */
    public GuestCounters await(String what, Predicate<GuestCounters> wanted) throws IOException {
        GuestCounters[] last = {null};
        Await.until(what, () -> "last: " + last[0], () -> {
            last[0] = read();
            return last[0].valid() && wanted.test(last[0]);
        });
        return last[0];
    }

    /** Waits until the PIT has ticked {@code ticks} times more than in {@code before}, and a line has come for it. */
    public GuestCounters awaitTicks(GuestCounters before, int ticks) throws IOException {
        return await(
                ticks + " ticks after " + before,
                now -> now.pit() >= before.pit() + ticks && now.clockNanos() != before.clockNanos());
    }

    /** Waits until the guest has started and ticked. */
    public GuestCounters awaitUp(int cpus) throws IOException {
        return await("guest up", now -> now.pit() >= 20 && now.cpus() == cpus && now.lapic(cpus - 1) > 2);
    }
}
