package baton.command.machine;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code device_add}: adds a device; what it takes besides depends on the driver. */
public final class DeviceAdd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("device_add", "Add a device")
            .arg("driver", Builtin.STR)
            .opt("bus", Builtin.STR)
            .opt("id", Builtin.STR)
            .feature("json-cli")
            .feature("json-cli-hotplug")
            .open()
            .build();

    private final Peripherals peripherals;

    /** Adds to {@code peripherals}. */
    public DeviceAdd(Peripherals peripherals) {
        this.peripherals = peripherals;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        peripherals.add(in.all());
        reply.done();
    }
}
