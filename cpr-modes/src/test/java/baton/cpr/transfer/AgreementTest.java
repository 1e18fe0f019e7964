package baton.cpr.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Closer;
import baton.cpr.state.DeviceFds;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.ParameterRefused;
import baton.migration.spi.DirtyLog;
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
    private final CprTransfer old = new CprTransfer(null, DeviceFds.NONE);
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
            take(heir);
            return counted.parts();
        });
    }

    private static void take(TransferPredecessor heir) {
        try {
            heir.takeOver();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private final Point free = new Point(true);

    /** Notes whether it was gone back from. */
    private static final class Point implements MigrationStrategy.NoReturn {
        private final boolean open;
        private boolean back;

        Point(boolean open) {
            this.open = open;
        }

        @Override
        public boolean pass() {
            return open;
        }

        @Override
        public void back() {
            back = true;
        }
    }

    @Test
    void bothWell_newSideRunsTheGuestAndOldSideKnows() throws Exception {
        TransferPredecessor heir = heir();
        CompletableFuture<Map<String, Long>> asked = asks(heir);

        String why = old.handOver(free, pause);

        assertTrue(why.contains("process " + Signals.processId() + " "), why);
        assertEquals(List.of("stop", "transfer"), List.copyOf(asked.get().keySet()));
        old.completed(vm);
    }

    /** All of the stream may be sent before the new side accepts it. */
    @Test
    void lastWordBeforeTheStreamIsLookedAt_isNoEnd() throws Exception {
        TransferPredecessor heir = heir();
        CompletableFuture<String> watched = CompletableFuture.supplyAsync(heir::givesUp);
        CompletableFuture<Map<String, Long>> asked = watched.thenCompose(why -> {
            assertNull(why);
            return asks(heir);
        });

        old.handOver(free, pause);

        assertEquals(List.of("stop", "transfer"), List.copyOf(asked.get().keySet()));
        old.completed(vm);
    }

    @Test
    void newSideFails_oldSideSaysWhatItSaid() throws Exception {
        heir().failed("ram0 is too small");

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause));

        assertEquals("ram0 is too small", failed.getMessage());
        assertEquals("The new process ended before it took the guest over", old.reason("Broken pipe"));
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

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause));

        assertEquals("The new process ended before it took the guest over", failed.getMessage());
    }

    @Test
    void cancelBeforeTheLastWord_newSideMustNotRun() throws Exception {
        CompletableFuture<Map<String, Long>> asked = asks(heir());

        assertThrows(MigrationFailed.class, () -> old.handOver(new Point(false), pause));
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

    /** One that has asked and been told to go, and then does nothing. */
    private TransferPredecessor toldToGo(long timeoutMillis) throws Exception {
        prepare(timeoutMillis);
        TransferPredecessor heir = TransferPredecessor.of(connection, true);
        heir.listening();
        waiting.await();
        return heir;
    }

    private static CompletableFuture<Void> go(TransferPredecessor heir) {
        return CompletableFuture.runAsync(() -> {
            try {
                heir.awaitGo(new Downtime());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void newSideThatHangsWithTheLastWord_losesTheGuest() throws Exception {
        TransferPredecessor heir = toldToGo(100);
        CompletableFuture<Void> told = go(heir);

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause));

        assertTrue(failed.getMessage().contains("did not take the guest over within 100 ms"), failed.getMessage());
        assertTrue(free.back);
        told.get();
        assertEquals(
                "the old process goes on with the guest itself",
                assertThrows(IOException.class, heir::stillWanted).getMessage());
        old.failed(vm);
        assertThrows(IOException.class, heir::takeOver);
    }

    @Test
    void cancelAfterTheLastWord_newSideMustNotRun() throws Exception {
        TransferPredecessor heir = toldToGo(0);
        CompletableFuture<Void> told = go(heir).thenRun(old::cancel);

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause));

        assertEquals("cancelled", failed.getMessage());
        assertTrue(free.back);
        told.get();
        assertEquals(
                "the old process goes on with the guest itself",
                assertThrows(IOException.class, heir::takeOver).getMessage());
    }

    @Test
    void newSideEndsWithTheLastWord_oldSideGoesOn() throws Exception {
        TransferPredecessor heir = toldToGo(10_000);
        go(heir).thenRun(heir::close);

        MigrationFailed failed = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause));

        assertEquals("The new process ended before it took the guest over", failed.getMessage());
    }

    /** Both decide at the same moment, many times: never both, never nobody. */
    @Test
    void bothDecideAtOnce_exactlyOneHasTheGuest() throws Exception {
        for (int round = 0; round < 500; round++) {
            Fd[] pair = Sockets.pair();
            Control mine = new Control(pair[0]);
            Control theirs = new Control(pair[1]);
            CompletableFuture<Boolean> takes =
                    CompletableFuture.supplyAsync(() -> theirs.send(Control.Type.TAKEN, "1"));
            mine.send(Control.Type.NO, "");
            Control.Message word = mine.lastWord(Control.Type.TAKEN);

            assertEquals(takes.get(), word != null, "round " + round);
            mine.close();
            theirs.close();
        }
    }

    @Test
    void oldSideEndsAfterItsLastWord_newSideRunsTheGuest() throws Exception {
        Fd[] pair = Sockets.pair();
        TransferPredecessor heir = TransferPredecessor.of(closer.add(pair[0]), true);
        Control played = new Control(
                Sockets.receive(closer.add(pair[1]), new byte[1], 1).fds.get(0));
        played.send(Control.Type.GO, "");
        heir.awaitGo(new Downtime());
        played.close();

        heir.stillWanted();
        heir.takeOver();
    }

    @Test
    void oldSideTakesItBackAndEnds_newSideMustNotRun() throws Exception {
        Fd[] pair = Sockets.pair();
        TransferPredecessor heir = TransferPredecessor.of(closer.add(pair[0]), true);
        Control played = new Control(
                Sockets.receive(closer.add(pair[1]), new byte[1], 1).fds.get(0));
        played.send(Control.Type.GO, "");
        heir.awaitGo(new Downtime());
        played.send(Control.Type.NO, "mine");
        played.lastWord(Control.Type.TAKEN);
        played.close();

        assertEquals("mine", assertThrows(IOException.class, heir::takeOver).getMessage());
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

        String why = assertThrows(MigrationFailed.class, () -> old.handOver(free, pause))
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

        assertNull(old.handOver(free, pause));
        assertEquals("Broken pipe", old.reason("Broken pipe"));
    }

    @Test
    void qemuAsOldSide_isNotAsked() throws Exception {
        prepare(10_000);
        TransferPredecessor heir = TransferPredecessor.of(connection, false);
        Downtime counted = new Downtime();

        heir.listening();
        heir.awaitGo(counted);
        heir.takeOver();

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
        public DirtyLog logWrites() {
            return DirtyLog.NONE;
        }

        @Override
        public void throttle(int percent) {}

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
