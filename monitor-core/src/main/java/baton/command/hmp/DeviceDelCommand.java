package baton.command.hmp;

import baton.command.machine.Peripherals;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code device_del}: takes a device away. */
public final class DeviceDelCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("device_del", "id:s", "device", "remove device");

    private final Peripherals peripherals;

    /** Takes from {@code peripherals}. */
    public DeviceDelCommand(Peripherals peripherals) {
        this.peripherals = peripherals;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        peripherals.remove(args.str("id"));
    }
}
