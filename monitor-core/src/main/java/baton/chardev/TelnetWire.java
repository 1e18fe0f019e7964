package baton.chardev;

import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/**
 * Telnet (RFC 854) around a socket, as little as QEMU does: says that it will echo, suppress go-ahead and speak binary,
 * and takes the client's commands out of the input. Only break means something.
 */
final class TelnetWire implements Wire {
    private static final int IAC = 255;
    private static final int WILL = 251;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int SUBNEGOTIATION = 250;
    private static final int BREAK = 243;
    private static final int SUBNEGOTIATION_END = 240;
    private static final int OPTION_BINARY = 0;
    private static final int OPTION_ECHO = 1;
    private static final int OPTION_SUPPRESS_GO_AHEAD = 3;

    private enum State {
        TEXT,
        COMMAND,
        OPTION,
        IN_SUBNEGOTIATION,
        COMMAND_IN_SUBNEGOTIATION
    }

    private final Wire socket;
    private final Runnable onBreak;
    private State state = State.TEXT;

    /** Takes ownership of {@code socket}. */
    TelnetWire(Wire socket, Runnable onBreak) {
        this.socket = socket;
        this.onBreak = onBreak;
    }

    /** Says to a new client what will be spoken. */
    void greet() throws IOException {
        byte[] hello = {
            (byte) IAC, (byte) WILL, OPTION_ECHO,
            (byte) IAC, (byte) WILL, OPTION_SUPPRESS_GO_AHEAD,
            (byte) IAC, (byte) WILL, OPTION_BINARY,
            (byte) IAC, (byte) DO, OPTION_BINARY
        };
        socket.write(hello, 0, hello.length);
    }

    @Override
    public Fd in() {
        return socket.in();
    }

    @Override
    public Fd out() {
        return socket.out();
    }

    @Override
    public int read(byte[] into, int max, List<Fd> fds) throws IOException {
        int n = socket.read(into, max, fds);
        if (n <= 0) {
            return n;
        }
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (text(into[i] & 0xff)) {
                into[kept++] = into[i];
            }
        }
        return kept == 0 ? Fd.WOULD_BLOCK : kept;
    }

    /** Whether this byte is the user's. */
    private boolean text(int b) {
        State was = state;
        state = switch (was) {
            case TEXT -> b == IAC ? State.COMMAND : State.TEXT;
            case COMMAND -> afterCommand(b);
            case OPTION -> State.TEXT;
            case IN_SUBNEGOTIATION -> b == IAC ? State.COMMAND_IN_SUBNEGOTIATION : State.IN_SUBNEGOTIATION;
            case COMMAND_IN_SUBNEGOTIATION -> b == SUBNEGOTIATION_END ? State.TEXT : State.IN_SUBNEGOTIATION;
        };
        return was == State.TEXT && b != IAC || was == State.COMMAND && b == IAC;
    }

    private State afterCommand(int command) {
        if (command == BREAK) {
            onBreak.run();
        }
        if (command >= WILL && command <= DONT) {
            return State.OPTION;
        }
        return command == SUBNEGOTIATION ? State.IN_SUBNEGOTIATION : State.TEXT;
    }

    @Override
    public byte[] begun() {
        return state == State.TEXT ? new byte[0] : new byte[] {(byte) state.ordinal()};
    }

    @Override
    public void begun(byte[] left) {
        State[] states = State.values();
        if (left.length == 1 && left[0] >= 0 && left[0] < states.length) {
            state = states[left[0]];
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        return socket.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
