package baton.cli.client;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import baton.cli.qmp.Wire;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton hmp}: lines to the human monitor, over its own socket or a QMP one. */
@Command(
        name = "hmp",
        description = {
            "Run lines in the human monitor of a running machine, and print what it prints.",
            "",
            "SOCKET may be a human monitor's or a QMP one. Each LINE is one argument: \"info status\"."
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "baton hmp [OPTION...] SOCKET LINE...",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a line was refused; those behind it were not run",
            "2:no connection, no answer in time, or a wrong command line"
        },
        exitCodeOnInvalidInput = Talk.UNKNOWN,
        exitCodeOnExecutionException = Talk.UNKNOWN,
        mixinStandardHelpOptions = true)
public final class HmpCall implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SOCKET", description = "Monitor's socket: a path, or HOST:PORT.")
    private String socket;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "LINE", description = "As typed at the prompt.")
    private List<String> lines;

    @Option(
            names = "--cpu",
            paramLabel = "N",
            description = "The vCPU that lines are about, as after \"cpu N\" (QMP sockets only).")
    private Integer cpu;

    @Mixin
    private Talk talk;

    /** Made by picocli. */
    public HmpCall() {}

    /** Runs the lines; the result is the exit status. */
    @Override
    public Integer call() {
        try (Wire wire = Wire.connect(socket)) {
            byte[] first = wire.peek(Wire.deadline(talk.answerMillis()));
            if (first == null) {
                throw new IOException("it says nothing: another client may have it");
            }
            return first.length > 0 && first[0] == '{' ? overQmp(wire) : overHmp(wire);
        } catch (QmpRefused e) {
            System.err.println("baton hmp: " + e.errorClass() + ": " + e.getMessage());
            return Talk.REFUSED;
        } catch (IOException e) {
            System.err.println("baton hmp: " + socket + ": " + e.getMessage());
            return Talk.UNKNOWN;
        }
    }

    private int overQmp(Wire wire) throws IOException, QmpRefused {
        QmpConnection qmp = QmpConnection.open(wire, talk.answerMillis());
        for (String line : lines) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("command-line", line);
            if (cpu != null) {
                arguments.put("cpu-index", cpu);
            }
            String text = String.valueOf(qmp.execute("human-monitor-command", arguments, talk.fds()));
            if (!shown(text.replace("\r", ""), System.out)) {
                return Talk.REFUSED;
            }
        }
        if (talk.events() || !talk.wanted().isEmpty()) {
            new EventWait(qmp, talk, System.out, false).untilAll();
        }
        return Talk.DONE;
    }

    private int overHmp(Wire wire) throws IOException {
        if (talk.events() || !talk.wanted().isEmpty() || cpu != null) {
            System.err.println("baton hmp: --events, --wait and --cpu need a QMP socket; " + socket + " is none");
            return Talk.UNKNOWN;
        }
        HmpLines monitor = new HmpLines(wire, talk.answerMillis());
        for (String line : lines) {
            if (!shown(monitor.run(line, talk.fds()), System.out)) {
                return Talk.REFUSED;
            }
        }
        return Talk.DONE;
    }

    private static boolean shown(String text, PrintStream out) {
        out.print(text);
        out.flush();
        return !isError(text);
    }

    /** Whether the monitor's text is a refusal: the human monitor has no other sign of it. */
    static boolean isError(String text) {
        return text.startsWith("Error: ") || text.startsWith("unknown command: ") || text.contains("\nTry \"help ");
    }
}
