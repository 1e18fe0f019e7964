package baton.cli.update;

import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.CommandLine;
import baton.cli.options.OptionException;
import baton.cli.options.Request;
import baton.cli.options.SocketEndpoint;
import baton.cli.options.VmOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of the process that is to go on with the guest. */
final class NextCommand {
    private static final String LAUNCHER = "qemu-system-x86_64";
    /** How a guest came to the old process, how it began there, and descriptors that only its parent could give. */
    private static final List<String> OF_THE_OLD = List.of("incoming", "S", "add-fd");

    private static final String FD_SET = "/dev/fdset/";

    private final String program;
    private final List<String> arguments;
    /** Null when another program reads them. */
    private final VmOptions options;

    private NextCommand(String program, List<String> arguments, VmOptions options) {
        this.program = program;
        this.arguments = List.copyOf(arguments);
        this.options = options;
    }

    /**
     * The one given, or the old process's arguments for this Baton.
     *
     * @param given a program and its arguments, or arguments alone; empty for those of the old process
     */
    static NextCommand of(OldProcess old, List<String> given) throws UpdateFailed {
        if (!given.isEmpty() && !given.get(0).startsWith("-")) {
            return new NextCommand(given.get(0), given.subList(1, given.size()), null);
        }
        List<String> words = given.isEmpty() ? old.arguments() : given;
        try {
            List<String> kept = CommandLine.without(words, OF_THE_OLD);
            if (CommandLine.parse(words.toArray(new String[0])) instanceof Request.Run run) {
                return new NextCommand(ownLauncher(), kept, run.options());
            }
            throw UpdateFailed.unchanged("the new command line runs no machine");
        } catch (OptionException e) {
            throw UpdateFailed.unchanged("the new command line", e);
        }
    }

    private static String ownLauncher() throws UpdateFailed {
        String lib = System.getProperty("baton.lib");
        if (lib == null) {
            throw UpdateFailed.unchanged("start it by bin/baton, not by java");
        }
        Path bin = Path.of(lib).resolveSibling("bin");
        return bin.resolve(LAUNCHER).toString();
    }

    String program() {
        return program;
    }

    /** Program and arguments, with these added. */
    List<String> with(List<String> more) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        words.addAll(more);
        return words;
    }

    /** Whether it goes to the background by itself. */
    boolean daemonizes() {
        return arguments.contains("-daemonize") || arguments.contains("--daemonize");
    }

    /** The pid file, as it is named; null for none. */
    String pidFile() {
        int at = Math.max(arguments.lastIndexOf("-pidfile"), arguments.lastIndexOf("--pidfile"));
        return at < 0 || at + 1 == arguments.size() ? null : arguments.get(at + 1);
    }

    /** The TCP ports it serves, which it can only have once the old process has ended. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (ChardevOptions chardev :
                options == null ? List.<ChardevOptions>of() : options.console().chardevs()) {
            if (chardev.backend() instanceof ChardevBackend.Socket socket
                    && socket.server()
                    && socket.address() instanceof SocketEndpoint.Inet inet
                    && inet.to() == 0
                    && number(inet.port()) > 0) {
                ports.add(number(inet.port()));
            }
        }
        return ports;
    }

    private static int number(String port) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Refuses what no other process can go on with. */
    void checkDescriptors() throws UpdateFailed {
        if (options == null) {
            return;
        }
        for (ChardevOptions chardev : options.console().chardevs()) {
            refuse(
                    chardev.backend() instanceof ChardevBackend.File file && isSet(file),
                    chardev,
                    "is a descriptor set");
            refuse(
                    chardev.backend() instanceof ChardevBackend.Socket socket
                            && socket.address() instanceof SocketEndpoint.Descriptor,
                    chardev,
                    "is a descriptor that its parent gave it");
        }
    }

    private static boolean isSet(ChardevBackend.File file) {
        return file.path().startsWith(FD_SET)
                || file.inputPath() != null && file.inputPath().startsWith(FD_SET);
    }

    /** Refuses what a process beside the old one cannot have. */
    void checkMoves(int pid) throws UpdateFailed {
        checkDescriptors();
        if (options == null) {
            return;
        }
        for (ChardevOptions chardev : options.console().chardevs()) {
            if (chardev.backend() instanceof ChardevBackend.Stdio) {
                throw UpdateFailed.unchanged("chardev " + chardev.id() + " is the standard input and output of process "
                        + pid + ", which no other process can take over: update in place (--exec), or give the new"
                        + " command line with a socket instead after --");
            }
        }
        if (options.process().exitWithParent()) {
            throw UpdateFailed.unchanged(
                    "exit-with-parent=on: a new process would end with this command: update in" + " place (--exec)");
        }
    }

    private static void refuse(boolean when, ChardevOptions chardev, String what) throws UpdateFailed {
        if (when) {
            throw UpdateFailed.unchanged("chardev " + chardev.id() + " " + what
                    + ", which is lost with the old process: give the new command line after --");
        }
    }
}
