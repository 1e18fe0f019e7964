package baton.monitor.qmp;

import baton.command.introspect.QmpCapabilities;
import baton.command.introspect.QueryCommands;
import baton.command.introspect.QueryVersion;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** A registry of a few commands, among them one that answers when the test says so. */
final class TestCommands implements QmpCommands {
    final List<Reply> waiting = new ArrayList<>();
    int ran;

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "qmp_capabilities" -> new QmpCapabilities();
            case "query-version" -> new QueryVersion();
            case "query-commands" -> new QueryCommands(this);
            case "echo" -> command(
                    CommandSpec.named("echo", "").arg("text", Builtin.STR).opt("more", ArrayType.of(Builtin.INT)),
                    (in, reply) -> reply.done(in.all()));
            case "slow" -> command(CommandSpec.named("slow", ""), (in, reply) -> waiting.add(reply));
            case "urgent" -> command(CommandSpec.named("urgent", "").allowOob(), (in, reply) -> reply.done());
            case "big" -> command(CommandSpec.named("big", ""), (in, reply) -> reply.done("x".repeat(100_000)));
            case "broken" -> command(CommandSpec.named("broken", ""), (in, reply) -> {
                throw new IllegalStateException("planted");
            });
            case "refuse" -> command(CommandSpec.named("refuse", ""), (in, reply) -> {
                throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device 'x' not found");
            });
            case "take-fd" -> command(
                    CommandSpec.named("take-fd", ""),
                    (in, reply) ->
                            reply.done((long) reply.monitor().fds().take().number()));
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return new String[] {
            "qmp_capabilities",
            "query-version",
            "query-commands",
            "echo",
            "slow",
            "urgent",
            "big",
            "broken",
            "refuse",
            "take-fd"
        };
    }

    private interface Body {
        void run(ArgReader in, Reply reply) throws QmpException;
    }

    private QmpCommand command(CommandSpec.Builder builder, Body body) {
        CommandSpec spec = builder.build();
        return new QmpCommand() {
            @Override
            public CommandSpec spec() {
                return spec;
            }

            @Override
            public void run(ArgReader in, Reply reply) throws QmpException {
                ran++;
                body.run(in, reply);
            }
        };
    }
}
