package baton.cli.watch;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import baton.cli.qmp.Wire;
import baton.monitor.json.JsonWriter;
import baton.nat.libc.Fd;
import baton.nat.libc.Terminal;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton watch}: run state, vCPUs, memory, migration and events of a running machine, as they change. */
@Command(
        name = "watch",
        description = {
            "Watch a running machine: run state, vCPUs, memory, migration (progress, rate, remaining time, pause) and"
                    + " events, as they come.",
            "",
            "On a terminal the picture is drawn anew each time; elsewhere there is a line for each change. Ends with the"
                    + " machine, with the key q, or with Ctrl-C."
        },
        synopsisHeading = "Usage: ",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the machine has ended, q was pressed, or it was looked at as often as asked",
            "2:it cannot be asked"
        },
        exitCodeOnInvalidInput = WatchCommand.FAILED,
        exitCodeOnExecutionException = WatchCommand.FAILED,
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
    static final int FAILED = 2;
    private static final int STDOUT = 1;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final long ANSWER_MILLIS = 20_000;
    private static final long MIN_MILLIS = 10;
    /** How soon a key or another size of the window is seen. */
    private static final long GLANCE_MILLIS = 100;

    private static final char END_KEY = 'q';

    @Parameters(index = "0", paramLabel = "SOCKET", description = "QMP socket: a path, or HOST:PORT.")
    private String socket;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How often to look (default: ${DEFAULT-VALUE}).")
    private double interval;

    @Option(names = "--count", paramLabel = "N", description = "Look so often, then end (default: no end).")
    private long count = Long.MAX_VALUE;

    @Option(names = "--plain", description = "Lines, on a terminal too.")
    private boolean plain;

    /** Made by picocli. */
    public WatchCommand() {}

    /** Watches; the result is the exit status. */
    @Override
    public Integer call() {
        Fd stdout = Fd.borrowed(STDOUT);
        boolean drawn = !plain && Terminal.isTerminal(stdout);
        Screen screen = drawn
                ? new DrawnScreen(System.out, () -> Terminal.columns(stdout), () -> Terminal.rows(stdout))
                : new PlainScreen(System.out);
        try (QmpConnection qmp = QmpConnection.open(Wire.connect(socket), ANSWER_MILLIS);
                Keyboard keyboard = Keyboard.open()) {
            watch(qmp, screen, keyboard);
        } catch (EOFException e) {
            screen.end("the monitor has ended");
        } catch (IOException | QmpRefused e) {
            System.err.println("baton watch: " + socket + ": " + e.getMessage());
            return FAILED;
        }
        return 0;
    }

    private void watch(QmpConnection qmp, Screen screen, Keyboard keyboard) throws IOException, QmpRefused {
        long process = qmp.process();
        long step = Math.max(MIN_MILLIS, (long) (interval * MILLIS_PER_SECOND));
        Snapshot before = null;
        boolean going = true;
        for (long looked = 1; going; looked++) {
            Snapshot now = Snapshot.of(qmp, process);
            screen.show(Frame.lines(now, before));
            before = now;
            going = looked < count && untilNext(step, qmp, screen, keyboard);
        }
    }

    /** Shows events as they come until the next look; false when somebody wants to end. */
    private static boolean untilNext(long millis, QmpConnection qmp, Screen screen, Keyboard keyboard)
            throws IOException {
        long end = Wire.deadline(millis);
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            if (keyboard.pressed(END_KEY)) {
                return false;
            }
            screen.fit();
            Map<?, ?> event = qmp.event(Wire.deadline(Math.min(left, GLANCE_MILLIS)));
            if (event != null) {
                screen.event(text(event));
            }
        }
        return true;
    }

    private static String text(Map<?, ?> event) {
        Object data = event.get("data");
        return event.get("event") + (data == null ? "" : " " + JsonWriter.text(data));
    }
}
