package baton.command.machine;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code device_add}: adds a device; what it takes besides depends on the driver. */
public final class DeviceAdd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("device_add", "Add a device")
            .arg("driver", Builtin.STR)
            .opt("bus", Builtin.STR)
            .opt("id", Builtin.STR)
            .feature("json-cli")
            .feature("json-cli-hotplug")
            .unchecked()
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
        Map<String, Object> properties = new LinkedHashMap<>(in.all());
        for (String word : new String[] {"driver", "bus", "id"}) {
            // Of another type they count as not given, with QEMU.
            if (!(properties.get(word) instanceof String)) {
                properties.remove(word);
            }
        }
        if (!properties.containsKey("driver")) {
            throw QmpException.generic("Parameter 'driver' is missing");
        }
        peripherals.add(properties);
        reply.done();
    }
}
