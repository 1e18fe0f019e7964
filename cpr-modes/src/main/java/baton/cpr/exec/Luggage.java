package baton.cpr.exec;

import baton.base.Closer;
import baton.cpr.state.CprFd;
import baton.cpr.state.MemfdState;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Exec;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The descriptors that outlive exec, and how the new process finds them: in its environment. */
final class Luggage implements Closer.Resource {
    /** What goes along has no number below: a shell in the command may open files as 3 to 9. */
    private static final int FIRST_KEPT = 10;

    private final List<CprFd> elements = new ArrayList<>();
    /** Descriptors of the elements that are ours. */
    private final List<Fd> copies = new ArrayList<>();

    private Fd state;
    /** Where the stream goes with {@code memfd:}; null otherwise. */
    private Fd stream;
    /** What the new process is to read first; null for nothing. */
    private Fd input;
    /** A copy, left to a Baton, which lets go of it when the guest runs; anything else would keep it for ever. */
    private Fd machine;

    /** These go along; they stay whose they are. */
    void add(List<CprFd> more) throws ErrnoException {
        for (CprFd element : more) {
            Fd fd = element.fd();
            if (fd.number() < FIRST_KEPT) {
                fd = fd.dup(FIRST_KEPT);
                copies.add(fd);
            }
            elements.add(new CprFd(element.name(), element.id(), fd));
        }
    }

    /** The stream goes along, in a memfd that is the first element. */
    void addStream() throws ErrnoException {
        stream = raised(Memfd.create(ExecPredecessor.STREAM_NAME, false));
        elements.add(0, new CprFd(ExecPredecessor.STREAM_NAME, 0, stream));
    }

    /** Where the stream goes; null when it does not go along. */
    Fd stream() {
        return stream;
    }

    /** Takes the descriptor over. */
    private static Fd raised(Fd own) throws ErrnoException {
        if (own.number() >= FIRST_KEPT) {
            return own;
        }
        try {
            return own.dup(FIRST_KEPT);
        } finally {
            own.close();
        }
    }

    /**
     * The last step before exec: all of this is kept open, and nothing else but standard input and output.
     *
     * @param unread what the new process is to read first
     * @param hardware the virtual machine's descriptor, of which it gets a copy; null for none
     */
    void pack(byte[] unread, Fd hardware) throws IOException {
        state = raised(MemfdState.create(elements));
        if (unread.length > 0) {
            input = raised(Memfd.create(ExecPredecessor.INPUT_VARIABLE, false));
            input.writeFully(unread, 0, unread.length);
        }
        Exec.closeAllOnExec();
        machine = hardware == null ? null : hardware.dup(FIRST_KEPT);
        keep(true);
    }

    private void keep(boolean open) throws ErrnoException {
        for (CprFd element : elements) {
            element.fd().closeOnExec(!open);
        }
        state.closeOnExec(!open);
        if (input != null) {
            input.closeOnExec(!open);
        }
        if (machine != null) {
            machine.closeOnExec(!open);
        }
    }

    /** {@code ours}, and where to find everything. */
    List<String> environment(Map<String, String> ours, String pauseText) {
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : ours.entrySet()) {
            if (!isOurs(variable.getKey())) {
                environment.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        environment.add(ExecPredecessor.STATE_VARIABLE + "=" + state.number());
        environment.add(ExecPredecessor.PAUSE_VARIABLE + "=" + pauseText);
        if (machine != null) {
            environment.add(ExecPredecessor.MACHINE_VARIABLE + "=" + machine.number());
        }
        if (input != null) {
            environment.add(ExecPredecessor.INPUT_VARIABLE + "=" + input.number());
        }
        return environment;
    }

    private static boolean isOurs(String variable) {
        // LISTEN_PID: what a manager of services had opened is closed, or goes by another name.
        return variable.equals("LISTEN_PID")
                || variable.equals(ExecPredecessor.STATE_VARIABLE)
                || variable.equals(ExecPredecessor.PAUSE_VARIABLE)
                || variable.equals(ExecPredecessor.MACHINE_VARIABLE)
                || variable.equals(ExecPredecessor.INPUT_VARIABLE);
    }

    /** It stays here after all. */
    @Override
    public void close() throws IOException {
        if (state != null) {
            keep(false);
        }
        try (Closer closer = new Closer()) {
            for (Fd copy : copies) {
                closer.add(copy);
            }
            for (Fd own : new Fd[] {state, input, stream, machine}) {
                if (own != null) {
                    closer.add(own);
                }
            }
        }
    }
}
