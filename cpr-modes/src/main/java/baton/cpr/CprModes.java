package baton.cpr;

import baton.cpr.exec.CprExec;
import baton.cpr.exec.ExecHost;
import baton.cpr.reboot.CprReboot;
import baton.cpr.transfer.CprTransfer;
import baton.migration.params.MigMode;
import baton.migration.run.NormalMode;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;

/** Every migration mode there is. */
public final class CprModes implements Modes {
    private final Inheritance inheritance;
    private final ExecHost host;

    /** For a process that was handed {@code inheritance}, parts of which it hands on. */
    public CprModes(Inheritance inheritance, ExecHost host) {
        this.inheritance = inheritance;
        this.host = host;
    }

    @Override
    public MigrationStrategy strategy(MigMode mode) {
        return switch (mode) {
            case NORMAL -> new NormalMode();
            case CPR_REBOOT -> new CprReboot();
            case CPR_TRANSFER -> new CprTransfer(inheritance.left());
            case CPR_EXEC -> new CprExec(inheritance.left(), host);
        };
    }
}
