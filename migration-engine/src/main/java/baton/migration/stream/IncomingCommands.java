package baton.migration.stream;

import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;

/** The commands of a stream: what the source wants to be answered (docs/wire/stream.md, 1.4). */
final class IncomingCommands {
    private final StreamReader in;
    private final Answers answers;
    private boolean answering;

    IncomingCommands(StreamReader in, Answers answers) {
        this.in = in;
        this.answers = answers;
    }

    /** Whether the source listens. */
    boolean answering() {
        return answering;
    }

    /** Reads and obeys one. */
    void take() throws VmStateException {
        int command = in.u16();
        int length = in.u16();
        switch (command) {
            case Wire.CMD_SWITCHOVER_START -> checkLength("CMD_SWITCHOVER_START", 0, length);
            case Wire.CMD_OPEN_RETURN_PATH -> {
                checkLength("OPEN_RETURN_PATH", 0, length);
                openReturnPath();
            }
            case Wire.CMD_PING -> {
                checkLength("PING", 4, length);
                pong(in.u32());
            }
            default -> throw VmStateException.corrupt("MIG_CMD 0x" + Integer.toHexString(command) + " unknown (len 0x"
                    + Integer.toHexString(length) + ")");
        }
    }

    private void openReturnPath() throws VmStateException {
        if (answering) {
            throw VmStateException.corrupt("CMD_OPEN_RP called when RP already open");
        }
        answering = true;
        try {
            answers.open();
        } catch (IOException e) {
            throw unanswerable(e);
        }
    }

    private void pong(int value) throws VmStateException {
        if (!answering) {
            throw VmStateException.corrupt(
                    "CMD_PING (0x" + Integer.toHexString(value) + ") received with no return path");
        }
        try {
            answers.pong(value);
        } catch (IOException e) {
            throw unanswerable(e);
        }
    }

    private static VmStateException unanswerable(IOException e) {
        return new VmStateException(Reason.IO, "Failed to send to the source: " + e.getMessage(), e);
    }

    private static void checkLength(String name, int expected, int length) throws VmStateException {
        if (length != expected) {
            throw VmStateException.corrupt(
                    name + " received with bad length - expecting " + expected + ", got " + length);
        }
    }
}
