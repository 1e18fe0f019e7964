package baton.cpr;

import baton.cpr.reboot.CprReboot;
import baton.migration.params.MigMode;
import baton.migration.run.NormalMode;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;

/** Every migration mode there is. */
public final class CprModes implements Modes {
    @Override
    public MigrationStrategy strategy(MigMode mode) {
        return switch (mode) {
            case NORMAL -> new NormalMode();
            case CPR_REBOOT -> new CprReboot();
            case CPR_TRANSFER, CPR_EXEC -> new AbsentMode(mode);
        };
    }
}
