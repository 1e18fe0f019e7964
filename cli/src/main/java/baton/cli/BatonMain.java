package baton.cli;

import baton.cli.client.HmpCall;
import baton.cli.client.QmpCall;
import baton.cli.demo.DemoCommand;
import baton.cli.schema.SchemaCommand;
import baton.cli.stream.StreamCommand;
import baton.cli.update.UpdateCommand;
import baton.cli.watch.WatchCommand;
import baton.monitor.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** Baton's own commands: what {@code bin/baton} runs. Machines are started by {@link Main}. */
@Command(
        name = "baton",
        description =
                "A QEMU-compatible machine monitor on the Java virtual machine. Machines are started by qemu-kvm.",
        mixinStandardHelpOptions = true,
        versionProvider = BatonMain.Versions.class,
        subcommands = {
            DemoCommand.class,
            QmpCall.class,
            HmpCall.class,
            WatchCommand.class,
            SchemaCommand.class,
            StreamCommand.class,
            UpdateCommand.class,
            BatonMain.Build.class,
            HelpCommand.class
        })
public final class BatonMain implements Callable<Integer> {
    private BatonMain() {}

    /** Runs the command {@code args[0]} and ends the process with its status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** All commands, as picocli runs them and as manual and completion describe them. */
    public static CommandLine commandLine() {
        return new CommandLine(new BatonMain());
    }

    /** Without a command: the list of them. */
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }

    /** {@code --version}. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Baton 0.1.0 (speaks QEMU " + Version.TEXT + ")"};
        }
    }

    /** For the list of commands: bin/baton does the work itself, since it may be what is broken. */
    @Command(name = "build", description = "Build Baton again after changes, in a checkout.")
    static final class Build implements Callable<Integer> {
        @Override
        public Integer call() {
            System.err.println("baton build: takes no arguments");
            return 1;
        }
    }
}
