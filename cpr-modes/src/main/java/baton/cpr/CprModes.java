package baton.cpr;

import baton.cpr.reboot.CprReboot;
import baton.cpr.transfer.CprTransfer;
import baton.migration.params.MigMode;
import baton.migration.run.NormalMode;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;

/** Every migration mode there is. */
public final class CprModes implements Modes {
    private final Inheritance inheritance;

    /** For a process that was handed {@code inheritance}, parts of which it hands on. */
    public CprModes(Inheritance inheritance) {
        this.inheritance = inheritance;
    }

    @Override
    public MigrationStrategy strategy(MigMode mode) {
        return switch (mode) {
            case NORMAL -> new NormalMode();
            case CPR_REBOOT -> new CprReboot();
            case CPR_TRANSFER -> new CprTransfer(inheritance.left());
            case CPR_EXEC -> new AbsentMode(mode);
        };
    }
}
