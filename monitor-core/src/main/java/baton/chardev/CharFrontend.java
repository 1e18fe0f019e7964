package baton.chardev;

import baton.nat.libc.Fd;
import java.util.List;

/** Who uses a {@link Chardev}: a serial port, a monitor, or a mux that shares it. Called on the main loop. */
public interface CharFrontend {
    /** How many bytes {@link #received} would take now; 0 stops reading until {@link Chardev#acceptInput}. */
    int canReceive();

    /**
     * Bytes came in, at most what {@link #canReceive} said.
     *
     * @param bytes holds them from index 0; reused after the call
     * @param fds descriptors that came with them (SCM_RIGHTS); the front end owns and closes them
     */
    void received(byte[] bytes, int length, List<Fd> fds);

    /** The other side is there: at once for a file, at connect for a socket. */
    void opened();

    /** The other side left. A socket server may open again. */
    void closed();

    /** A mux gave this front end the keyboard, or took it away. */
    default void focused(boolean focus) {}

    /** The other side sent a break: a mux's Ctrl-A b, or telnet's. */
    default void breakReceived() {}

    /**
     * Whether another process's front end of this kind can go on with a connection where this one leaves off: nothing is begun
     * that it would not know of, and while the guest stands still nothing is taken.
     */
    default boolean goesOn() {
        return false;
    }

    /** Whether it could so as a monitor: this process itself becomes another, and the user has asked for it ({@link Cpr#ON}). */
    default boolean mayGoOn() {
        return goesOn();
    }

    /** What a front end that {@link #mayGoOn} has agreed on with who is connected; null when the next one begins anew. */
    default byte[] agreed() {
        return null;
    }

    /** In place of {@link #opened}: goes on where another process's front end has left off ({@link #agreed}). */
    default void goOn(byte[] agreed) {
        opened();
    }

    /** What came in and was not acted upon yet: the process that this one becomes has to read it first. Changes nothing. */
    default byte[] unread() {
        return new byte[0];
    }

    /**
     * What a socket tells a second client before it hangs up on it; empty for nothing. A socket serves one client at a
     * time, and QEMU leaves others waiting without a word.
     */
    default byte[] refusal() {
        return new byte[0];
    }
}
