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
                    + " machine, or with Ctrl-C."
        },
        synopsisHeading = "Usage: ",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the machine has ended, or was looked at as often as asked", "2:it cannot be asked"},
        exitCodeOnInvalidInput = WatchCommand.FAILED,
        exitCodeOnExecutionException = WatchCommand.FAILED,
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
    static final int FAILED = 2;
    private static final int STDOUT = 1;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final long ANSWER_MILLIS = 20_000;
    private static final long MIN_MILLIS = 10;

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
        boolean drawn = !plain && Terminal.isTerminal(Fd.borrowed(STDOUT));
        Screen screen = drawn ? new DrawnScreen(System.out) : new PlainScreen(System.out);
        try (QmpConnection qmp = QmpConnection.open(Wire.connect(socket), ANSWER_MILLIS)) {
            watch(qmp, screen);
        } catch (EOFException e) {
            screen.end("the monitor has ended");
        } catch (IOException | QmpRefused e) {
            System.err.println("baton watch: " + socket + ": " + e.getMessage());
            return FAILED;
        }
        return 0;
    }

    private void watch(QmpConnection qmp, Screen screen) throws IOException, QmpRefused {
        long process = qmp.process();
        long step = Math.max(MIN_MILLIS, (long) (interval * MILLIS_PER_SECOND));
        Snapshot before = null;
        for (long looked = 1; true; looked++) {
            Snapshot now = Snapshot.of(qmp, process);
            screen.show(Frame.lines(now, before));
            before = now;
            if (looked >= count) {
                return;
            }
            long end = Wire.deadline(step);
            for (Map<?, ?> event = qmp.event(end); event != null; event = qmp.event(end)) {
                screen.event(text(event));
            }
        }
    }

    private static String text(Map<?, ?> event) {
        Object data = event.get("data");
        return event.get("event") + (data == null ? "" : " " + JsonWriter.text(data));
    }
}
