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

    /** Shows its last line in its first process. */
    void stopped(long pid) {
        List<SerialPort.Line> lines = serial.lines();
        int split = split(lines);
        screen.guest(pid, lines.subList(split - 1, split));
    }

    /** Shows its first lines in its second process, and checks all there are. */
    void goesOn(long pid) throws DemoFailed {
        int split = split(serial.lines());
        awaitLines(split + SHOWN);
        split = split(serial.lines());
        screen.guest(pid, serial.lines().subList(split, split + SHOWN));
        awaitLines(split + LINES_AFTER);
        GuestLog.check(serial.lines());
    }

    /** How long it stood still, once it has gone on. */
    double stillMillis() {
        List<SerialPort.Line> lines = serial.lines();
        return GuestLog.stillMillis(lines, split(lines));
    }

    /** Checks all its lines, and returns how many there are. */
    int check() throws DemoFailed {
        GuestLog.check(serial.lines());
        return serial.lines().size();
    }

    private static int split(List<SerialPort.Line> lines) {
        int split = 0;
        while (split < lines.size() && lines.get(split).process() == 0) {
            split++;
        }
        return split;
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
