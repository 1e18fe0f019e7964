package baton.command.hmp;

import baton.command.machine.Peripherals;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code device_del}: takes a device away. */
public final class DeviceDelCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("device_del", "id:s", "device", "remove device");

    private final Peripherals peripherals;
    private final DeviceTree devices;

    /** Takes from {@code peripherals}, which are among {@code devices}. */
    public DeviceDelCommand(Peripherals peripherals, DeviceTree devices) {
        this.peripherals = peripherals;
        this.devices = devices;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        peripherals.remove(args.str("id"));
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> ids = new ArrayList<>();
        for (DeviceNode device : devices.all()) {
            if (!device.id().isEmpty()) {
                ids.add(device.id());
            }
        }
        return ids;
    }
}
