package baton.cpr.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Closer;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.ParameterRefused;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.nat.libc.Fd;
import baton.nat.libc.Signals;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old and new side of cpr-transfer in one process: who runs the guest, whoever fails. */
class AgreementTest {
    @TempDir
    private Path directory;

    private final Closer closer = new Closer();
    private final CprTransfer old = new CprTransfer(null);
    private final Downtime pause = new Downtime();
    private final MigratableVm vm = new NoMachine();
    private Fd listener;
    private Fd connection;
    private MigrationStrategy.Waiting waiting;

    @BeforeEach
    void listen() throws IOException {
        listener = closer.add(Sockets.unixListen(path(), 1));
        pause.begin("stop", 1000);
    }

    @AfterEach
    void close() throws IOException {
        old.failed(vm);
        closer.close();
    }

    private String path() {
        return directory.resolve("cpr").toString();
    }

    private void prepare(long timeoutMillis) throws MigrationFailed, ParameterRefused, IOException {
        MigrationRequest request = new MigrationRequest(
                new ChannelAddress.Unix("main"),
                new ChannelAddress.Unix(path()),
                MigrationParameters.defaults().with(Map.of("x-cpr-timeout", timeoutMillis)),
                MigrationCapabilities.defaults());
        old.prepare(vm, request, new MigrationStrategy.Preparation() {
            @Override
            public void ready() {
                throw new AssertionError("ready although nobody listens");
            }

            @Override
            public void failed(String why) {
                throw new AssertionError(why);
            }

            @Override
            public void await(MigrationStrategy.Waiting what) {
                waiting = what;
            }

            @Override
            public void examine(MigrationStrategy.Waiting examination) {
                throw new AssertionError("nothing to examine");
            }
        });
        connection = Sockets.accept(listener);
    }

    /** A Baton that listens, once the old side has heard of it. */
    private TransferPredecessor heir() throws Exception {
        prepare(10_000);
        TransferPredecessor heir = TransferPredecessor.of(connection, true);
        heir.listening();
        waiting.await();
        return heir;
    }

    /** What the heir hears when it asks; fails with what it is refused with. */
    private static CompletableFuture<Map<String, Long>> asks(TransferPredecessor heir) {
        return CompletableFuture.supplyAsync(() -> {
            Downtime counted = new Downtime();
            try {
                heir.awaitGo(counted);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
            counted.end(System.nanoTime());
            heir.takenOver();
            return counted.parts();
        });
    }

    private static final MigrationStrategy.NoReturn FREE = () -> true;

    @Test
    void bothWell_newSideRunsTheGuestAndOldSideKnows() throws Exception {
        TransferPredecessor heir = heir();
        CompletableFuture<Map<String, Long>> asked = asks(heir);

        String why = old.handOver(FREE, pause);

        assertTrue(why.contains("process " + Signals.processId() + " "), why);
        assertEquals(
                List.of("stop", "transfer", "load"), List.copyOf(asked.get().keySet()));
        old.completed(vm);
    }

    @Test
    void newSideFails_oldSideSaysWhatItSaid() throws Exception {
        heir().failed("ram0 is too small");

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(FREE, pause));

        assertEquals("ram0 is too small", failed.getMessage());
        assertEquals("Broken pipe", old.reason("Broken pipe"));
    }

    @Test
    void newSideFailsBeforeItListens_oldSideSaysWhatItSaid() throws Exception {
        prepare(10_000);
        TransferPredecessor.of(connection, true).failed("no such kernel");

        assertEquals(
                "no such kernel",
                assertThrows(MigrationFailed.class, () -> waiting.await()).getMessage());
    }

    @Test
    void newSideEnds_oldSideGoesOn() throws Exception {
        heir().close();

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(FREE, pause));

        assertEquals("The new process ended before it took the guest over", failed.getMessage());
    }

    @Test
    void cancelBeforeTheLastWord_newSideMustNotRun() throws Exception {
        CompletableFuture<Map<String, Long>> asked = asks(heir());

        assertThrows(MigrationFailed.class, () -> old.handOver(() -> false, pause));
        old.failed(vm);

        String why = assertThrows(Exception.class, asked::get).getCause().getMessage();
        assertTrue(why.contains("the old process goes on with the guest itself"), why);
    }

    @Test
    void oldSideEndsAfterAllIsSent_newSideRunsTheGuest() throws Exception {
        CompletableFuture<Map<String, Long>> asked = asks(heir());

        // As the kernel does for a process that is killed: everything closes, nothing is said.
        old.completed(vm);

        assertEquals(Map.of(), asked.get());
    }

    @Test
    void newSideThatHangs_isWaitedForNoLongerThanAsked() throws Exception {
        prepare(50);
        TransferPredecessor heir = TransferPredecessor.of(connection, true);
        assertTrue(assertThrows(MigrationFailed.class, () -> waiting.await())
                .getMessage()
                .contains("did not listen on the main channel within 50 ms"));
        heir.listening();
        waiting.await();

        String why = assertThrows(MigrationFailed.class, () -> old.handOver(FREE, pause))
                .getMessage();

        assertTrue(why.contains("did not take the guest over within 50 ms"), why);
    }

    @Test
    void cancelWhileItWaits_endsTheWait() throws Exception {
        prepare(0);
        old.cancel();

        assertThrows(MigrationFailed.class, () -> waiting.await());
    }

    @Test
    void qemuAsNewSide_isTakenAtItsHangUp() throws Exception {
        prepare(10_000);
        connection.close();
        waiting.await();

        assertNull(old.handOver(FREE, pause));
        assertEquals("Broken pipe", old.reason("Broken pipe"));
    }

    @Test
    void qemuAsOldSide_isNotAsked() throws Exception {
        prepare(10_000);
        TransferPredecessor heir = TransferPredecessor.of(connection, false);
        Downtime counted = new Downtime();

        heir.listening();
        heir.awaitGo(counted);
        heir.takenOver();

        assertEquals(0, counted.nanos());
    }

    /** Has no RAM; nothing else is asked of it. */
    private static final class NoMachine implements MigratableVm {
        @Override
        public String machineName() {
            return "none";
        }

        @Override
        public byte[] uuid() {
            return null;
        }

        @Override
        public List<RamBlock> ramBlocks() {
            return List.of();
        }

        @Override
        public List<VmState> sections() {
            return List.of();
        }

        @Override
        public String runState() {
            return "running";
        }

        @Override
        public List<String> nonMigratable() {
            return List.of();
        }

        @Override
        public void freeze() {}

        @Override
        public void thaw() {}

        @Override
        public void handedOver() {}

        @Override
        public void commit() {}

        @Override
        public void activate() {}
    }
}
