package baton.cli.daemon;

import baton.cli.options.VmOptions;
import baton.machine.MachinePolicy;
import baton.machine.PanicAction;

/** What a command line decides for the machine once and for all. */
final class Policies {
    private Policies() {}

    /** {@code end} ends the process in order, {@code fail} with status 1. */
    static MachinePolicy of(VmOptions options, Runnable end, Runnable fail) {
        return new MachinePolicy(
                !options.run().paused(),
                !options.migration().incoming().isEmpty(),
                options.run().actions().shutdownOnReboot(),
                options.run().actions().pauseOnShutdown(),
                panicAction(options.run().actions().panic()),
                fail,
                uuid(options.process().uuid()),
                end);
    }

    private static PanicAction panicAction(String word) {
        return switch (word) {
            case "pause" -> PanicAction.PAUSE;
            case "exit-failure" -> PanicAction.EXIT_FAILURE;
            case "none" -> PanicAction.NONE;
            default -> PanicAction.SHUTDOWN;
        };
    }

    /** The 16 bytes of a UUID in text; null for null. */
    static byte[] uuid(String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = new byte[16];
        String digits = text.replace("-", "");
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
