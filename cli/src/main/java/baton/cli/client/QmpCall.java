package baton.cli.client;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import baton.cli.qmp.Wire;
import baton.cli.schema.SchemaCommand;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton qmp}: one QMP command to a running monitor. */
@Command(
        name = "qmp",
        description = {
            "Send one QMP command to a running monitor, and print what it returns as JSON.",
            "",
            "Works with QEMU's monitors, too. Without COMMAND, --events prints events until the monitor ends."
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "baton qmp [OPTION...] SOCKET [COMMAND [KEY=VALUE|JSON ...]]",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:the monitor answered with an error",
            "2:no connection, no answer in time, or a wrong command line"
        },
        exitCodeOnInvalidInput = Talk.UNKNOWN,
        exitCodeOnExecutionException = Talk.UNKNOWN,
        mixinStandardHelpOptions = true)
public final class QmpCall implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SOCKET", description = "QMP socket: a path, or HOST:PORT.")
    private String socket;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = SchemaCommand.Names.class,
            description = "As \"baton schema\" lists them.")
    private String command;

    @Parameters(
            index = "2..*",
            paramLabel = "ARGUMENT",
            description = "KEY=VALUE, KEY.MEMBER=VALUE or a JSON object. A VALUE that is JSON is sent as such, all else"
                    + " as text; text like a number is quoted: id='\"7\"'.")
    private List<String> words = List.of();

    @Option(names = "--pretty", description = "Print JSON over several lines.")
    private boolean pretty;

    @Mixin
    private Talk talk;

    /** Made by picocli. */
    public QmpCall() {}

    /** Runs the conversation; the result is the exit status. */
    @Override
    public Integer call() {
        try {
            Map<String, Object> arguments = Words.arguments(words);
            try (QmpConnection qmp = QmpConnection.open(Wire.connect(socket), talk.answerMillis())) {
                return converse(qmp, arguments, System.out);
            }
        } catch (QmpRefused e) {
            System.err.println("baton qmp: " + e.errorClass() + ": " + e.getMessage());
            return Talk.REFUSED;
        } catch (IOException e) {
            System.err.println("baton qmp: " + socket + ": " + e.getMessage());
        } catch (BadWord e) {
            System.err.println("baton qmp: " + e.getMessage());
        }
        return Talk.UNKNOWN;
    }

    private int converse(QmpConnection qmp, Map<String, Object> arguments, PrintStream out)
            throws IOException, QmpRefused {
        EventWait events = new EventWait(qmp, talk, out, pretty);
        if (command == null) {
            if (talk.wanted().isEmpty()) {
                events.forever();
            } else {
                events.untilAll();
            }
            return Talk.DONE;
        }
        out.print(EventWait.text(qmp.execute(command, arguments, talk.fds()), pretty));
        out.flush();
        try {
            events.untilAll();
        } catch (EOFException e) {
            if (!talk.wanted().isEmpty()) {
                throw e;
            }
            // quit: it has answered, and is gone.
            return Talk.DONE;
        }
        return Talk.DONE;
    }
}
