package baton.cpr.state;

import baton.base.Reporter;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CPR state over a unix socket: each descriptor travels as SCM_RIGHTS with a blank of its own; QEMU 11 drops the
 * descriptor if it is another byte. Behind the state, where QEMU does not read, Baton puts {@link #OURS}, by which a Baton
 * on the other side knows whom it talks to.
 */
public final class SocketState implements FdChannel {
    /** What follows the state of a Baton. */
    static final byte OURS = 'B';

    private static final byte CARRIER = ' ';

    private final Fd socket;

    private SocketState(Fd socket) {
        this.socket = socket;
    }

    /** Sends a state; the socket stays open. */
    public static void send(Fd socket, List<CprFd> elements) throws IOException {
        SocketState state = new SocketState(socket);
        CprState.write(elements, state);
        state.write(new byte[] {OURS});
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (Sockets.send(socket, bytes, 0, bytes.length) != bytes.length) {
            throw new IOException("the other side of the cpr channel does not read");
        }
    }

    @Override
    public void putFd(Fd fd) throws IOException {
        if (Sockets.send(socket, new byte[] {CARRIER}, 0, 1, fd.number()) != 1) {
            throw new IOException("the other side of the cpr channel does not read");
        }
    }

    /** Collects a state that arrives in pieces. */
    public static final class Receiver {
        private static final int CHUNK = 4096;
        private static final int MAX_BYTES = 1 << 20;

        private final Fd socket;
        private final Reporter reporter;
        private final List<Fd> fds = new ArrayList<>();
        private byte[] bytes = new byte[CHUNK];
        private int length;
        private int taken;
        private boolean ours;
        private boolean starved;

        /** For a connected, non-blocking socket, which stays the caller's. */
        public Receiver(Fd socket, Reporter reporter) {
            this.socket = socket;
            this.reporter = reporter;
        }

        /**
         * Reads what has come.
         *
         * @return the elements once they are complete, else null: call again when there is more
         * @throws IOException what came is no CPR state; the text is QEMU's
         */
        public List<CprFd> receive() throws IOException {
            bytes = bytes.length - length < CHUNK ? Arrays.copyOf(bytes, 2 * bytes.length) : bytes;
            byte[] chunk = new byte[CHUNK];
            Sockets.Received received = Sockets.receive(socket, chunk, CHUNK);
            fds.addAll(received.fds);
            if (received.length == Fd.WOULD_BLOCK) {
                return null;
            }
            System.arraycopy(chunk, 0, bytes, length, received.length);
            length += received.length;
            return parse(received.length == 0 || length > MAX_BYTES);
        }

        private List<CprFd> parse(boolean ended) throws IOException {
            if (!ended && !complete()) {
                return null;
            }
            taken = 0;
            boolean whole = false;
            try {
                Input in = new Input(false);
                List<CprFd> elements = CprState.read(in, reporter);
                ours = in.peek() == OURS;
                whole = true;
                return elements;
            } finally {
                closeUnclaimed(whole);
            }
        }

        private void closeUnclaimed(boolean warn) throws IOException {
            for (Fd unclaimed : fds.subList(taken, fds.size())) {
                if (warn) {
                    reporter.warn("qemu_fclose: received fd " + unclaimed.number() + " was never claimed");
                }
                unclaimed.close();
            }
        }

        /** Tries on what is there: only a state that ran out of bytes, or may go on, needs more. */
        private boolean complete() {
            starved = false;
            taken = 0;
            Input trial = new Input(true);
            try {
                CprState.read(trial, SILENT);
                return trial.peek() >= 0;
            } catch (IOException e) {
                return !starved;
            }
        }

        /** Whether a Baton sent it. */
        public boolean fromBaton() {
            return ours;
        }

        /** Bytes that came, and descriptors in their order. */
        private final class Input extends FdInput {
            private final boolean trial;

            Input(boolean trial) {
                super(bytes, length);
                this.trial = trial;
            }

            @Override
            int peek() {
                int next = super.peek();
                starved |= next < 0;
                return next;
            }

            @Override
            int u8() throws EOFException {
                starved |= super.peek() < 0;
                return super.u8();
            }

            @Override
            Fd getFd() throws IOException {
                u8();
                if (taken == fds.size()) {
                    throw new EOFException("no descriptor came along");
                }
                Fd fd = fds.get(taken++);
                // What a trial fails to read is closed, and is not ours to close yet.
                return trial ? Fd.borrowed(fd.number()) : fd;
            }
        }
    }

    private static final Reporter SILENT = new Reporter() {
        @Override
        public void error(String text) {
            // A trial.
        }

        @Override
        public void warn(String text) {
            // A trial.
        }
    };
}
