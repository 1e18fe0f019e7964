package baton.tests.arch.planted.d7.command.migration;

import baton.migration.params.MigMode;

/** Asks for the mode, and only in a switch: the compiler hides that in a class of its own. */
final class AsksWhichMode {
    boolean restarts(MigMode mode) {
        return switch (mode) {
            case CPR_REBOOT -> true;
            default -> false;
        };
    }
}
