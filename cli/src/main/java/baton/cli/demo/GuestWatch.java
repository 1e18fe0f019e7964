package baton.cli.demo;

import java.util.List;

/** What the person before the demo sees of the guest, whose serial port this reads. */
final class GuestWatch {
    private static final int SHOWN = 3;
    /** Long enough for the guest to fill what it keeps writing. */
    private static final int LINES_BEFORE = 20;
    /** Enough for one of them to have come without delay. */
    private static final int LINES_AFTER = 8;

    private final SerialPort serial;
    private final Screen screen;
    /** How many lines there were before it was moved, and when it was there; one in between may be of either process. */
    private int left;

    private int came;

    GuestWatch(SerialPort serial, Screen screen) {
        this.serial = serial;
        this.screen = screen;
    }

    /** Shows its first lines, which it prints in process {@code pid}. */
    void begins(long pid) throws DemoFailed {
        awaitLines(SHOWN);
        screen.guest(pid, serial.lines().subList(0, SHOWN));
    }

    /** Waits until it has written to all of its RAM that it writes to. */
    void settles() throws DemoFailed {
        awaitLines(LINES_BEFORE);
    }

    /** What it has printed by now it printed in its first process. */
    void leaves() {
        left = serial.lines().size();
    }

    /** Shows the last line that is known to be of its first process. */
    void stopped(long pid) {
        screen.guest(pid, serial.lines().subList(left - 1, left));
    }

    /** It runs in its second process: shows what it prints from now on, and checks all there is. */
    void goesOn(long pid) throws DemoFailed {
        awaitLines(came + SHOWN);
        screen.guest(pid, serial.lines().subList(came, came + SHOWN));
        awaitLines(came + LINES_AFTER);
        GuestLog.check(serial.lines());
    }

    /** What it prints from now on it prints in its second process. */
    void arrives() {
        came = serial.lines().size();
    }

    /** How long it stood still, once it has gone on. */
    double stillMillis() {
        List<SerialPort.Line> lines = serial.lines();
        return GuestLog.stillMillis(lines.subList(0, left), lines.subList(came, lines.size()));
    }

    /** Checks all its lines, and returns how many there are. */
    int check() throws DemoFailed {
        GuestLog.check(serial.lines());
        return serial.lines().size();
    }

    private void awaitLines(int count) throws DemoFailed {
        try {
            if (!serial.await(count, Console.PATIENCE_SECONDS)) {
                throw new DemoFailed("the guest is silent: " + serial.lines().size() + " lines instead of " + count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }
}
