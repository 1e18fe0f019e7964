package baton.command.absent;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.QapiType;
import java.util.List;

/** A query to which there is one answer, whatever the machine. */
public final class FixedAnswer implements QmpCommand {
    private final CommandSpec spec;
    private final Object answer;

    private FixedAnswer(CommandSpec spec, Object answer) {
        this.spec = spec;
        this.answer = answer;
    }

    /** A query for a list of something of which there is none. */
    public static QmpCommand none(String name, String doc, QapiType element) {
        return new FixedAnswer(
                CommandSpec.named(name, doc).returns(ArrayType.of(element)).build(), List.of());
    }

    /** The same, which may be asked before the machine is made. */
    public static QmpCommand noneYet(String name, String doc, QapiType element) {
        return new FixedAnswer(
                CommandSpec.named(name, doc)
                        .returns(ArrayType.of(element))
                        .allowPreconfig()
                        .build(),
                List.of());
    }

    /** A query that answers {@code answer}, which is of the type that {@code spec} says. */
    public static QmpCommand of(CommandSpec spec, Object answer) {
        return new FixedAnswer(spec, answer);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(answer);
    }
}
