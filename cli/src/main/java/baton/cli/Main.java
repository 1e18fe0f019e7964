package baton.cli;

import baton.cli.daemon.Daemon;
import baton.cli.daemon.StderrReporter;
import baton.cli.daemon.TrialRun;
import baton.cli.help.HelpText;
import baton.cli.options.CommandLine;
import baton.cli.options.OptionException;
import baton.cli.options.Request;
import baton.cli.options.VmOptions;

/** A QEMU command line: what {@code bin/qemu-kvm} and {@code bin/qemu-system-x86_64} run. */
public final class Main {
    private Main() {}

    /** Runs the machine that {@code args} describe, and ends the process with QEMU's exit status. */
    public static void main(String[] args) {
        Thread.currentThread().setUncaughtExceptionHandler(new Thread.UncaughtExceptionHandler() {
            @Override
            public void uncaughtException(Thread thread, Throwable fault) {
                // A bug of ours: the hook that waits for an orderly end must not keep the process.
                fault.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        });
        // halt, not exit: the shutdown hook is for signals, and nothing is left for it to do.
        Runtime.getRuntime().halt(run(args));
    }

    private static int run(String[] args) {
        try {
            Request request = CommandLine.parse(args);
            if (request instanceof Request.Help help) {
                System.out.print(HelpText.of(help));
                System.out.flush();
                return 0;
            }
            VmOptions options = ((Request.Run) request).options();
            StderrReporter stderr = new StderrReporter(
                    options.process().log(), options.process().name());
            return TrialRun.wanted() ? TrialRun.run(options, stderr) : Daemon.run(options, stderr);
        } catch (OptionException e) {
            System.err.println(e.report(StderrReporter.PROGRAM));
            return 1;
        }
    }
}
