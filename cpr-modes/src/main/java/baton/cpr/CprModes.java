package baton.cpr;

import baton.cpr.exec.CprExec;
import baton.cpr.exec.ExecHost;
import baton.cpr.reboot.CprReboot;
import baton.cpr.state.DeviceFds;
import baton.cpr.transfer.CprTransfer;
import baton.migration.params.MigMode;
import baton.migration.run.NormalMode;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;

/** Every migration mode there is. */
public final class CprModes implements Modes {
    private final Inheritance inheritance;
    private final ExecHost host;
    private final DeviceFds devices;

    /** For a process that was handed {@code inheritance}, parts of which it hands on, with what {@code devices} keep. */
    public CprModes(Inheritance inheritance, ExecHost host, DeviceFds devices) {
        this.inheritance = inheritance;
        this.host = host;
        this.devices = devices;
    }

    @Override
    public MigrationStrategy strategy(MigMode mode) {
        return switch (mode) {
            case NORMAL -> new NormalMode();
            case CPR_REBOOT -> new CprReboot();
            case CPR_TRANSFER -> new CprTransfer(inheritance.left(), devices);
            case CPR_EXEC -> new CprExec(inheritance.left(), devices, host);
        };
    }
}
