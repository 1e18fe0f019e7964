package baton.cli.update;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton update}: a running guest goes on in a process of this Baton. */
@Command(
        name = "update",
        description = {
            "Let a running guest go on in a process of this Baton, without a reboot.",
            "",
            "Starts the new process with the old one's command line, directory and environment, hands the guest over"
                    + " in the middle of what it does (cpr-transfer), checks that it runs there, and ends the old"
                    + " process. When a step fails, the guest runs on in the old one and everything is as it was."
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "baton update SOCKET [--exec] [-- COMMAND...]",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:updated",
            "1:refused or failed: the guest runs on in the old process",
            "2:anything else; the message says what is known"
        },
        exitCodeOnInvalidInput = 1,
        exitCodeOnExecutionException = 2,
        mixinStandardHelpOptions = true)
public final class UpdateCommand implements Callable<Integer> {
    private static final int UNDO_SECONDS = 60;

    @Parameters(index = "0", paramLabel = "SOCKET", description = "QMP unix socket of the running process.")
    private String socket;

    @Option(
            names = "--exec",
            description = "In place: the process becomes the new one (cpr-exec). It keeps its id, its parent and its"
                    + " terminal; a new program that does not start costs the guest.")
    private boolean exec;

    @Parameters(
            index = "1..*",
            paramLabel = "COMMAND",
            description = "The new program and its arguments, or arguments alone; without -incoming. What makes the"
                    + " machine must be as it was.")
    private List<String> command = List.of();

    /** Made by picocli. */
    public UpdateCommand() {}

    /** Runs the update; the result is the exit status. */
    @Override
    public Integer call() {
        CountDownLatch done = new CountDownLatch(1);
        Thread here = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(here, done), "undo"));
        try (OldMonitor old = OldMonitor.open(socket)) {
            return update(old);
        } catch (UpdateFailed e) {
            System.err.println("baton update: " + e.getMessage());
            return e.status();
        } finally {
            done.countDown();
        }
    }

    /** A signal ends the command: first everything is put back, or finished when the guest has moved already. */
    private static void stop(Thread command, CountDownLatch done) {
        command.interrupt();
        try {
            if (!done.await(UNDO_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("baton update: ended before everything was put back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int update(OldMonitor old) {
        int pid = old.process().pid();
        try {
            Screen screen = new Screen(System.out);
            NextCommand next = NextCommand.of(old.process(), command);
            screen.say("the guest is " + old.runState() + " in process " + pid + "; next: " + next.program());
            if (exec) {
                new InPlace(socket, old, next, screen).run();
            } else {
                new ByTransfer(socket, old, next, screen).run();
            }
            screen.say("updated");
            return 0;
        } catch (UpdateFailed e) {
            System.err.println("baton update: " + e.getMessage());
            if (e.status() == UpdateFailed.UNCHANGED) {
                System.err.println("baton update: the guest is where it was, in process " + pid);
            }
            return e.status();
        }
    }
}
