package baton.cli.help;

import baton.cli.options.Request;
import baton.command.log.LogItems;

/** Answers a {@link Request.Help}. */
public final class HelpText {
    /** What {@code query-version} says as text, and the first line of -version and -help. */
    public static final String VERSION = "QEMU emulator version 10.2.2 (Baton 0.1.0)";

    private static final String ABOUT = "Baton, a QEMU-compatible machine monitor on the Java virtual machine";

    private static final String NETDEVS = "Available netdev backend types:\nsocket\nstream\ndgram\ntap\npasst\nuser\n";
    private static final String NIC_MODELS = "virtio-net-device\nvirtio-net-pci\n";

    private HelpText() {}

    /** The whole text, ending in a newline, to be printed on stdout before exit with status 0. */
    public static String of(Request.Help help) {
        return switch (help.topic()) {
            case OPTIONS -> options();
            case VERSION -> VERSION + "\n" + ABOUT + "\n";
            case MACHINE -> MachineHelp.text(help.subject());
            case ACCEL -> "Accelerators supported in QEMU binary:\nkvm\nqtest\n";
            case CPU -> CpuHelp.text();
            case DEVICE -> help.subject() == null ? DeviceHelp.list() : DeviceHelp.properties(help.subject());
            case OBJECT -> help.subject() == null ? ObjectHelp.list() : ObjectHelp.properties(help.subject());
            case CHARDEV -> chardev();
            case NETDEV -> NETDEVS;
            case NIC -> help.subject() == null
                    ? NETDEVS + "\nAvailable NIC models (use -nic model=help for a filtered list):\n" + NIC_MODELS
                    : "Available NIC models for this configuration:\n" + help.subject();
            case DISPLAY -> "Available display backend types:\nnone\n";
            case LOG -> LogItems.text();
            case SMP -> "smp-opts options:\n  cores=<num>\n  cpus=<num>\n  maxcpus=<num>\n  sockets=<num>\n"
                    + "  threads=<num>\n";
        };
    }

    private static String options() {
        return VERSION + "\n" + ABOUT + "\n" + "usage: qemu-system-x86_64 [options]\n\n"
                + "Options may be spelled -x or --x.\n\n"
                + OptionList.all().text();
    }

    private static String chardev() {
        return "Available chardev backend types: \n  stdio\n  file\n  pipe\n  pty\n  serial\n  socket\n  ringbuf\n  null\n";
    }
}
