package baton.command.migration;

import baton.chardev.Chardevs;
import baton.migration.run.MigrationService;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;

/** {@code yank}: cuts connections whose other side hangs; all that are named, or none when one is not there. */
public final class Yank implements QmpCommand {
    /** QAPI's name of one connection. */
    static final ObjectType INSTANCE = ObjectType.named("YankInstance")
            .member("type", EnumType.of("YankInstanceType", "block-node", "chardev", "migration"))
            .tag("type")
            .when(
                    "block-node",
                    ObjectType.named("YankInstanceBlockNode")
                            .member("node-name", Builtin.STR)
                            .build())
            .when(
                    "chardev",
                    ObjectType.named("YankInstanceChardev")
                            .member("id", Builtin.STR)
                            .build())
            .build();

    private static final CommandSpec SPEC = CommandSpec.named("yank", "Cut connections whose other side hangs")
            .arg("instances", ArrayType.of(INSTANCE))
            .allowOob()
            .build();

    private final MigrationService migration;
    private final Chardevs chardevs;

    /** Cuts those of {@code migration} and {@code chardevs}. */
    public Yank(MigrationService migration, Chardevs chardevs) {
        this.migration = migration;
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        List<ArgReader> instances = in.objects("instances");
        for (ArgReader instance : instances) {
            if (!exists(instance)) {
                throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Instance not found");
            }
        }
        for (ArgReader instance : instances) {
            if (instance.has("id")) {
                chardevs.hangUp(instance.str("id"));
            } else {
                migration.yank();
            }
        }
        reply.done();
    }

    private boolean exists(ArgReader instance) {
        return switch (instance.str("type")) {
            case "chardev" -> chardevs.sockets().contains(instance.str("id"));
            case "migration" -> migration.underWay();
            default -> false;
        };
    }
}
