package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.guest.IoGuest;
import baton.tests.harness.Await;
import baton.tests.harness.CompiledGuest;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The guest of virtio devices with a disk, a console that counts, a balloon and a network card, at work. */
final class BusyGuest implements AutoCloseable {
    private static final long MEBIBYTE = 1L << 20;
    private static final int MEBIBYTES = 64;

    /** One way to hand it over. */
    interface Step {
        void run() throws IOException, QmpError;
    }

    private final MovingGuest guest;
    private final Path directory;
    /** What it was last asked to be content with. */
    private long memory = MEBIBYTES * MEBIBYTE;

    private long announced;

    private BusyGuest(MovingGuest guest, Path directory) {
        this.guest = guest;
        this.directory = directory;
    }

    /** Starts it with this netdev, whose id is n0; {@code prefix}: what its first process is started by. */
    static BusyGuest start(Path directory, String netdev, String... prefix)
            throws IOException, QmpError, InterruptedException {
        return start(directory, machine(directory, netdev, "count"), prefix);
    }

    /** Starts it so that it asks the network for an address all the time. */
    static BusyGuest asking(Path directory, String netdev) throws IOException, QmpError, InterruptedException {
        return start(directory, machine(directory, netdev, "count ask"));
    }

    private static BusyGuest start(Path directory, Machine machine, String... prefix)
            throws IOException, QmpError, InterruptedException {
        Files.write(disk(directory), new byte[IoGuest.DISK_BLOCKS_USED * IoGuest.DISK_BLOCK]);
        CompiledGuest.make(directory, "io");
        MovingGuest moving = new MovingGuest(directory, machine);
        BusyGuest busy = new BusyGuest(moving, directory);
        try {
            moving.start(List.of(prefix));
            busy.await("its start", () -> busy.at(IoGuest.MAGIC) == IoGuest.STARTED);
        } catch (IOException | QmpError | AssertionError e) {
            moving.close();
            throw e;
        }
        return busy;
    }

    private static Machine machine(Path directory, String netdev, String words) {
        List<String> boot = new ArrayList<>(List.of("-netdev", netdev));
        boot.addAll(List.of("-kernel", directory.resolve("io.elf").toString(), "-append", words));
        boot.addAll(List.of("-device", "virtio-net-device,netdev=n0,id=nic0,mac=" + IoGuest.MAC));
        boot.addAll(List.of("-drive", "if=none,id=d,format=raw,file=" + disk(directory)));
        boot.addAll(List.of("-device", "virtio-blk-device,drive=d"));
        boot.addAll(List.of("-chardev", "file,id=con,append=on,path=" + console(directory)));
        boot.addAll(List.of("-device", "virtio-serial-device", "-device", "virtconsole,chardev=con"));
        boot.addAll(List.of("-device", "virtio-balloon-device,id=balloon"));
        return new Machine(1, MEBIBYTES, Machine.Backend.MEMFD, boot);
    }

    /** Processes from now on have this netdev. */
    void netdev(String netdev) {
        guest.next(machine(directory, netdev, "count"));
    }

    private static Path disk(Path directory) {
        return directory.resolve("disk.img");
    }

    private static Path console(Path directory) {
        return directory.resolve("console");
    }

    MovingGuest moving() {
        return guest;
    }

    /** One of its counters. */
    long at(int offset) throws IOException {
        return guest.memory().read().at(offset);
    }

    private void await(String what, Await.Condition condition) throws IOException {
        Await.until(what, () -> guest.current().process().toString(), condition);
    }

    /** Waits until every device has got on by a good deal. */
    void awaitWork() throws IOException {
        long blocks = at(IoGuest.DISK_BLOCKS) + 8;
        long lines = at(IoGuest.CONSOLE_LINES) + 20;
        await("work", () -> {
            assertEquals(0, at(IoGuest.FAILURES), "blocks that were not as they should be");
            return at(IoGuest.DISK_BLOCKS) >= blocks && at(IoGuest.CONSOLE_LINES) >= lines;
        });
    }

    /** Hands it over while it gives memory up. */
    void handOver(Step way) throws IOException, QmpError {
        announced = at(IoGuest.ANNOUNCED);
        memory -= 4 * MEBIBYTE;
        guest.current().qmp().execute("balloon", "value", memory);
        way.run();
        await("the balloon", () -> balloon() == memory);
        assertEquals((MEBIBYTES * MEBIBYTE - memory) >> 12, at(IoGuest.BALLOON_PAGES));
        awaitWork();
    }

    private long balloon() throws IOException {
        try {
            return (Long) guest.current().qmp().query("query-balloon").get("actual");
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    /** Waits until the network has answered by so much more. */
    void awaitAnswers(int more) throws IOException {
        long goal = at(IoGuest.ANSWERS) + more;
        await("answers of the network", () -> at(IoGuest.ANSWERS) >= goal);
    }

    /** Waits until the guest was asked to announce itself, after it was handed over, and has. */
    void awaitAnnouncement() throws IOException {
        await("the guest's announcement", () -> at(IoGuest.ANNOUNCED) > announced);
    }

    /** Fails unless disk, console and statistics are what the guest has made of them. */
    void assertEverythingIsThere() throws IOException, QmpError {
        assertStatistics();
        await("every block", () -> at(IoGuest.DISK_PASS) > 0);
        guest.current().qmp().execute("stop");
        assertEquals(0, at(IoGuest.FAILURES));
        assertDisk();
        assertConsole();
    }

    private void assertStatistics() throws IOException, QmpError {
        String balloon = "/machine/peripheral/balloon";
        String interval = "guest-stats-polling-interval";
        guest.current().qmp().execute("qom-set", "path", balloon, "property", interval, "value", 1L);
        Map<?, ?> stats = guest.current().qmp().query("qom-get", "path", balloon, "property", "guest-stats");
        assertTrue(stats.get("stats").toString().contains("stat-free-memory=12345678"), stats.toString());
        assertTrue((Long) stats.get("last-update") > 0, stats.toString());
    }

    /** Each block is whole, of the present pass or the one before. */
    private void assertDisk() throws IOException {
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(disk(directory))).order(ByteOrder.LITTLE_ENDIAN);
        long pass = at(IoGuest.DISK_PASS);
        for (int block = 0; block < IoGuest.DISK_BLOCKS_USED; block++) {
            int word = image.getInt(block * IoGuest.DISK_BLOCK);
            boolean ofThese = word == IoGuest.pattern(pass, block) || word == IoGuest.pattern(pass + 1, block);
            assertTrue(ofThese, "block " + block + " in pass " + pass + " is " + word);
            for (int at = 0; at < IoGuest.DISK_BLOCK; at += 4) {
                assertEquals(word, image.getInt(block * IoGuest.DISK_BLOCK + at), "block " + block);
            }
        }
    }

    /** Lines are there one after another; the last may still be in the queue. */
    private void assertConsole() throws IOException {
        String text = Files.readString(console(directory));
        long said = at(IoGuest.CONSOLE_LINES);
        int lines = text.length() / 9;
        assertTrue(lines <= said && lines > said - 128, lines + " lines of " + said);
        for (int line = 0; line < lines; line++) {
            String expected = Integer.toHexString(line | 1 << 31).replaceFirst("^8", "0") + "\n";
            assertEquals(expected, text.substring(9 * line, 9 * line + 9), "line " + line);
        }
    }

    @Override
    public void close() throws IOException {
        guest.close();
    }
}
