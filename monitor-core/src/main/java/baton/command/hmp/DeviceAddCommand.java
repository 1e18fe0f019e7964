package baton.command.hmp;

import baton.command.introspect.DeviceTypes;
import baton.command.machine.Peripherals;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code device_add}: adds a device. */
public final class DeviceAddCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "device_add", "device:O", "driver[,prop=value][,...]", "add device, like -device on the command line");

    private final Peripherals peripherals;

    /** Adds to {@code peripherals}. */
    public DeviceAddCommand(Peripherals peripherals) {
        this.peripherals = peripherals;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        peripherals.add(args.str("device"));
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> types = new ArrayList<>();
        for (String type : DeviceTypes.names()) {
            types.add(type + ",id=");
        }
        return types;
    }
}
