package baton.monitor.hmp;

import java.util.function.BooleanSupplier;

/** Until the machine is made ({@code --preconfig}) only those commands may run that QEMU lets run then. */
public final class PreconfigHmpGate implements HmpGate {
    private final BooleanSupplier machineMade;

    /** @param machineMade whether the machine is made by now */
    public PreconfigHmpGate(BooleanSupplier machineMade) {
        this.machineMade = machineMade;
    }

    @Override
    public boolean allows(String command) {
        return machineMade.getAsBoolean() || early(command);
    }

    private static boolean early(String command) {
        return switch (command) {
            case "?",
                    "help",
                    "exit_preconfig",
                    "info",
                    "info chardev",
                    "info iothreads",
                    "info memdev",
                    "info name",
                    "info qom-tree",
                    "info status",
                    "info uuid",
                    "info version",
                    "netdev_add",
                    "netdev_del",
                    "object_add",
                    "object_del",
                    "q",
                    "qom-get",
                    "qom-list",
                    "qom-set",
                    "quit" -> true;
            default -> false;
        };
    }
}
