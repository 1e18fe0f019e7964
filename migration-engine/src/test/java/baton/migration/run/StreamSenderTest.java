package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.EventSink;
import baton.migration.channel.Channel;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.MigrationRequest;
import baton.nat.libc.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has the guest is decided while the other side cannot have it yet. */
class StreamSenderTest {
    /** Keeps what is written. */
    private static final class Wire implements Channel {
        private final String kind;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Wire(String kind) {
            this.kind = kind;
        }

        /** Whether the description behind the end mark has been written. */
        boolean ended() {
            return written.toString(StandardCharsets.ISO_8859_1).contains("\"page_size\"");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written.write(bytes, offset, length);
        }

        @Override
        public void writeMemory(long address, long length) {
            byte[] bytes = new byte[(int) length];
            Memory.copy(address, bytes, 0, bytes.length);
            written.writeBytes(bytes);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return -1;
        }

        @Override
        public long readMemory(long address, long length) {
            return -1;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public void shutdown() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    /** Stands still when asked to, and is the other side's unless a cancel came first. */
    private final class Guest implements StreamSender.Guest {
        private final Wire wire;
        private final boolean cancelled;
        private int asked;

        Guest(Wire wire, boolean cancelled) {
            this.wire = wire;
            this.cancelled = cancelled;
        }

        @Override
        public boolean rehearsed() {
            return true;
        }

        @Override
        public void stop() {}

        @Override
        public void awaitContinue() {}

        @Override
        public boolean pass() {
            asked++;
            assertFalse(wire.ended(), "too late");
            return !cancelled;
        }

        @Override
        public void back() {}
    }

    private final Engine engine;

    StreamSenderTest() throws Exception {
        engine = new Engine("running");
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private void send(Wire wire, Guest guest) throws Exception {
        MigrationSettings settings = new MigrationSettings(engine.monitor);
        Environment env = new Environment(engine.vm, null, engine.host, settings, engine.monitor);
        StatusCell status = new StatusCell(settings, EventSink.NONE);
        status.become(MigrationStatus.SETUP);
        MigrationRequest request =
                new MigrationRequest(null, null, MigrationParameters.defaults(), MigrationCapabilities.defaults());
        StreamSender sender = new StreamSender(env, wire, new NormalMode(), request, status);
        try {
            Rates rates = new Rates(System.nanoTime(), 1);
            sender.send(new Progress(0, new Brake(0), rates), new Timing(System.nanoTime()), guest);
        } finally {
            sender.close();
        }
    }

    @Test
    void cancelBeforeTheLastByte_keepsItFromASocket() throws Exception {
        Wire wire = new Wire("socket");

        assertThrows(InterruptedIOException.class, () -> send(wire, new Guest(wire, true)));

        assertFalse(wire.ended());
        assertTrue(wire.written.size() > 0);
    }

    @Test
    void guestThatGoes_isAskedForOnce() throws Exception {
        Wire wire = new Wire("socket");
        Guest guest = new Guest(wire, false);

        send(wire, guest);

        assertTrue(wire.ended());
        assertEquals(1, guest.asked);
    }

    @Test
    void file_canBeTakenBackLater() throws Exception {
        Wire wire = new Wire("file");
        Guest guest = new Guest(wire, true);

        send(wire, guest);

        assertTrue(wire.ended());
        assertEquals(0, guest.asked);
    }
}
