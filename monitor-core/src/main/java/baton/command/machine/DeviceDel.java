package baton.command.machine;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code device_del}: takes a device away, or asks the guest to; event DEVICE_DELETED says when it is gone. */
public final class DeviceDel implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("device_del", "Remove a device")
            .arg("id", Builtin.STR)
            .build();

    private final Peripherals peripherals;

    /** Takes from {@code peripherals}. */
    public DeviceDel(Peripherals peripherals) {
        this.peripherals = peripherals;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        peripherals.remove(in.str("id"));
        reply.done();
    }
}
