package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.guest.GuestLayout;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.GuestView;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest goes from a real QEMU to Baton and back while it runs, in mode normal and by cpr-transfer. */
@KvmRequired
class LiveExchangeIT {
    private static final int ROUND_TRIPS = 10;

    @TempDir
    private Path directory;

    private final Program baton = Program.underTest();
    private Program qemu;

    @BeforeEach
    void findQemu() {
        assumeTrue(Program.qemu().isPresent(), "skipped: no qemu-system-x86_64 is installed");
        qemu = Program.qemu().get();
    }

    @Test
    void tenRoundTrips_ofOneGuest() throws IOException, QmpError {
        try (Wanderer guest = new Wanderer(directory, 2, "-append", "dirty=8M").begin(qemu)) {
            for (int trip = 0; trip < ROUND_TRIPS; trip++) {
                Transport transport = trip % 2 == 0 ? Transport.UNIX : Transport.TCP;
                guest.move(baton, transport, "running");
                guest.assertWentOn();
                guest.move(qemu, transport, "running");
                guest.assertWentOn();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UNIX, 1", "TCP, 1", "FILE, 1", "FILE, 2", "FDSET, 1", "EXEC, 2", "FD, 2"})
    void runningGuest_goesOn(Transport transport, int cpus) throws IOException, QmpError {
        goAndReturn(new Wanderer(directory, cpus), transport);
    }

    @ParameterizedTest
    @CsvSource({"UNIX, 1", "TCP, 2"})
    void runningGuest_goesOnWithReturnPath(Transport transport, int cpus) throws IOException, QmpError {
        goAndReturn(new Wanderer(directory, cpus).with("return-path"), transport);
    }

    /** Memory in a file that both map is not sent, and the machine's uuid is compared. */
    @Test
    void memoryInASharedFile_staysThere() throws IOException, QmpError {
        String[] machine = {
            "-object",
            "memory-backend-file,id=ram0,size=64M,share=on,mem-path=" + directory.resolve("ram"),
            "-machine",
            "memory-backend=ram0",
            "-uuid",
            "d1c3b2a1-0f4e-4d55-9aa7-5c6f7e8d9012"
        };
        goAndReturn(new Wanderer(directory, 1, machine).with("x-ignore-shared", "validate-uuid"), Transport.UNIX);
    }

    private void goAndReturn(Wanderer planned, Transport transport) throws IOException, QmpError {
        try (Wanderer guest = planned.begin(qemu)) {
            guest.move(baton, transport, "running");
            guest.assertWentOn();
            guest.move(qemu, transport, "running");
            guest.assertWentOn();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void diskUnderWork_goesAlong(boolean legacy) throws IOException, QmpError {
        Path image = Files.write(directory.resolve("disk.img"), new byte[128 << 10]);
        String[] machine = {
            "-append", "busy disk",
            "-global", "virtio-mmio.force-legacy=" + legacy,
            "-drive", "if=none,id=d,format=raw,file=" + image,
            "-device", "virtio-blk-device,drive=d",
            "-device", "virtio-rng-device"
        };
        try (Wanderer guest = new Wanderer(directory, 1, machine).begin(qemu)) {
            long done = awaitBlocks(guest, 1);
            for (Program to : new Program[] {baton, qemu, baton}) {
                guest.move(to, Transport.UNIX, "running");
                done = awaitBlocks(guest, done + 40);
            }
        }
    }

    /** Every block is checked: that so many were is all there is to say. */
    private static long awaitBlocks(Wanderer guest, long goal) throws IOException, QmpError {
        GuestView counters = guest.vm().guest();
        Await.until("blocks on the disk", () -> "" + guest.vm().process(), () -> {
            GuestCounters now = counters.read();
            assertEquals(0, now.at(GuestLayout.FAILURES), now.toString());
            return now.at(GuestLayout.DISK_BLOCKS_DONE) >= goal;
        });
        return counters.read().at(GuestLayout.DISK_BLOCKS_DONE);
    }

    @ParameterizedTest
    @CsvSource({"UNIX, 2", "FILE, 1"})
    void pausedGuest_isTheSameEverywhere(Transport transport, int cpus) throws IOException, QmpError {
        try (Wanderer guest = new Wanderer(directory, cpus).begin(qemu)) {
            guest.vm().qmp().execute("stop");
            byte[] memory = guest.memory();
            for (Program to : new Program[] {baton, qemu, baton}) {
                guest.move(to, transport, "paused");
                guest.assertMemoryIs(memory);
            }
            guest.vm().qmp().execute("cont");
            guest.assertWentOn();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void memory_staysWhereItIsInCprTransfer(int cpus, boolean defer) throws IOException, QmpError {
        String[] machine = {
            "-object",
            "memory-backend-memfd,id=ram0,size=64M,share=on",
            "-machine",
            "memory-backend=ram0,aux-ram-share=on"
        };
        try (Wanderer guest = new Wanderer(directory, cpus, machine).begin(qemu)) {
            assumeTrue(hasCprTransfer(guest.vm()), "skipped: this QEMU has no cpr-transfer");
            guest.transfer(baton, defer);
            guest.assertWentOn();
            guest.transfer(qemu, defer);
            guest.assertWentOn();
            guest.transfer(baton, defer);
            guest.assertWentOn();
        }
    }

    private static boolean hasCprTransfer(TestVm vm) throws IOException {
        try {
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-transfer");
            return true;
        } catch (QmpError e) {
            assertTrue(e.getMessage().contains("cpr-transfer"), e.getMessage());
            return false;
        }
    }
}
