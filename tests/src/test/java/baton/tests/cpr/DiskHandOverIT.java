package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Sys;
import baton.tests.guest.GuestLayout;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test guest writes, reads back and checks a virtio disk behind a modern transport while it is handed over in every
 * mode, at whatever point of a request that is; and nobody else can have the disk meanwhile.
 */
@KvmRequired
class DiskHandOverIT {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 32;
    /** The byte of an image that is locked by who lets nobody else write to it. */
    private static final int DENIES_WRITING = 201;

    private static final int BLOCKS_BETWEEN = 40;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    @TempDir
    private Path directory;

    private Path disk() {
        return directory.resolve("disk.img");
    }

    @Test
    void disk_keepsEveryBlockThroughEveryMode_andNobodyElseHasIt() throws IOException, QmpError {
        Files.write(disk(), new byte[BLOCK * BLOCKS]);
        try (MovingGuest guest = new MovingGuest(directory, machine(Machine.Backend.FILE)).begin()) {
            awaitBlocks(guest, BLOCKS_BETWEEN);
            assertNobodyElseHasIt();
            for (Mode mode : Mode.values()) {
                guest.handOver(mode, mode == Mode.TRANSFER ? Way.UNIX : Way.FILE, false);
                awaitBlocks(guest, BLOCKS_BETWEEN);
            }
            assertNobodyElseHasIt();
            guest.current().qmp().execute("stop");
            assertHolds(guest.memory().read());
        }
    }

    private Machine machine(Machine.Backend backend, String... more) {
        List<String> boot = new ArrayList<>(List.of("-append", "busy disk"));
        boot.addAll(List.of("-global", "virtio-mmio.force-legacy=false", "-object", "iothread,id=io"));
        // The guest uses the disk that was added last.
        boot.addAll(List.of(more));
        boot.addAll(List.of("-blockdev", "driver=file,node-name=image,filename=" + disk()));
        boot.addAll(List.of("-device", "virtio-blk-device,drive=image,iothread=io,id=disk0"));
        return new Machine(1, 64, backend, boot);
    }

    /** The new process is given a second disk that somebody else has. */
    @Test
    void diskOfAnotherProcess_failsTheHandOver_andTheGuestGoesOn() throws IOException, QmpError {
        Files.write(disk(), new byte[BLOCK * BLOCKS]);
        Machine right = machine(Machine.Backend.MEMFD, second("second"));
        Machine wrong = machine(Machine.Backend.MEMFD, second("third"));
        try (MovingGuest guest = new MovingGuest(directory, right).begin()) {
            transferFails(guest, wrong);
            awaitBlocks(guest, BLOCKS_BETWEEN);
            assertNobodyElseHasIt();
            rebootWaits(guest);
            awaitBlocks(guest, BLOCKS_BETWEEN);
            execWaits(guest, wrong);
            awaitBlocks(guest, BLOCKS_BETWEEN);
            assertNobodyElseHasIt();
        }
    }

    /** The old process has it on. */
    private void transferFails(MovingGuest guest, Machine wrong) throws IOException, QmpError {
        guest.mode(Mode.TRANSFER);
        String main = "unix:" + directory.resolve("main");
        Fd lock = hold("third");
        Instance heir = guest.heir(wrong, main).start();
        guest.awaitCprSocket(heir);
        guest.migrateTo(guest.current(), main);
        assertEquals(refusal("third"), guest.current().awaitFailure());
        assertEquals(1, heir.process().awaitExit());
        lock.close();
    }

    /** Neither runs it until the disk is free. */
    private void rebootWaits(MovingGuest guest) throws IOException, QmpError {
        guest.mode(Mode.REBOOT);
        Instance old = guest.current();
        old.qmp().execute("migrate", "uri", state());
        old.qmp().awaitMigration("completed");
        Fd lock = hold("second");
        Instance heir = guest.plan("-incoming", "defer").start();
        failsToLock(heir, "second");
        assertEquals(refusal("second"), old.qmp().refused("cont").getMessage());
        lock.close();
        assertEquals(0, old.quit());
        heir.qmp().execute("migrate-incoming", "uri", state());
        guest.become(heir);
        guest.look(heir);
    }

    /** The process, which is the same, keeps it until the disk is free. */
    private void execWaits(MovingGuest guest, Machine wrong) throws IOException, QmpError {
        guest.mode(Mode.EXEC);
        Instance old = guest.current();
        Instance heir = guest.plan(wrong, "-incoming", state());
        old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
        Fd lock = hold("third");
        old.qmp().execute("migrate", "uri", state());
        assertEquals(refusal("third"), heir.inside(old).awaitFailure());
        failsToLock(heir, "third");
        lock.close();
        heir.qmp().execute("migrate-incoming", "uri", state());
        guest.become(heir);
    }

    private String state() {
        return "file:" + directory.resolve("vm.state");
    }

    private String[] second(String name) throws IOException {
        Files.write(directory.resolve(name), new byte[BLOCK]);
        String file = "driver=file,node-name=more,filename=" + directory.resolve(name);
        return new String[] {"-blockdev", file, "-device", "virtio-blk-device,drive=more"};
    }

    /** Locks an image as its user does, until it is closed. */
    private Fd hold(String name) throws IOException {
        Fd fd = baton.nat.libc.Files.open(directory.resolve(name).toString(), Sys.O_RDWR, 0);
        baton.nat.libc.Files.lockShared(fd, DENIES_WRITING, 1, true);
        return fd;
    }

    private String refusal(String name) {
        return "Failed to get \"write\" lock\nIs another process using the image [" + directory.resolve(name) + "]?";
    }

    private void failsToLock(Instance heir, String name) throws IOException, QmpError {
        heir.qmp().execute("migrate-incoming", "uri", state(), "exit-on-error", false);
        assertEquals(refusal(name), heir.awaitFailure());
        assertEquals("inmigrate", heir.status());
    }

    private static void awaitBlocks(MovingGuest guest, int more) throws IOException {
        long goal = guest.memory().read().at(GuestLayout.DISK_BLOCKS_DONE) + more;
        Await.until("blocks on the disk", () -> "" + guest.current().errors(), () -> {
            GuestCounters now = guest.memory().read();
            assertEquals(0, now.at(GuestLayout.FAILURES), "kind " + now.at(GuestLayout.LAST_FAILURE));
            return now.at(GuestLayout.DISK_BLOCKS_DONE) >= goal;
        });
    }

    /** Neither Baton nor, where there is one, QEMU. */
    private void assertNobodyElseHasIt() throws IOException {
        List<Program> others = new ArrayList<>(List.of(Program.underTest()));
        Optional<Program> qemu = Program.qemu();
        qemu.ifPresent(others::add);
        for (Program other : others) {
            List<String> arguments = new ArrayList<>(TestVm.MACHINE);
            arguments.addAll(List.of("-S", "-drive", "if=none,id=d,format=raw,file=" + disk()));
            arguments.addAll(List.of("-device", "virtio-blk-device,drive=d"));
            try (MonitorProcess process = MonitorProcess.start(other, directory, arguments)) {
                assertEquals(1, process.awaitExit(), process.toString());
                String expected = "-device virtio-blk-device,drive=d: Failed to get \"write\" lock\n"
                        + "Is another process using the image [" + disk() + "]?";
                assertTrue(process.err().text().contains(expected), process.toString());
            }
        }
    }

    /** Each block is whole, of the present pass or the one before. */
    private void assertHolds(GuestCounters guest) throws IOException {
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(disk())).order(ByteOrder.LITTLE_ENDIAN);
        long pass = guest.at(GuestLayout.DISK_PASS);
        assertTrue(pass > 2, guest.toString());
        for (int block = 0; block < BLOCKS; block++) {
            long first = image.getLong(block * BLOCK);
            long wrote = Long.rotateRight(first ^ (block + 1) * FACTOR, 32);
            assertTrue(wrote == pass || wrote == pass - 1, "block " + block + " of pass " + wrote + ", not " + pass);
            for (int word = 0; word < BLOCK / 8; word++) {
                assertEquals(first + word * FACTOR, image.getLong(block * BLOCK + 8 * word), "block " + block);
            }
        }
    }
}
