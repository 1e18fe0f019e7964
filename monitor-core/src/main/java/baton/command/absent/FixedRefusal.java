package baton.command.absent;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.QapiType;

/** A query about a device that no machine has; the text is QEMU's for one without it. */
public final class FixedRefusal implements QmpCommand {
    private final CommandSpec spec;
    private final String text;

    private FixedRefusal(CommandSpec spec, String text) {
        this.spec = spec;
        this.text = text;
    }

    /** A query that would answer with {@code result}. */
    public static QmpCommand of(String name, String doc, QapiType result, String text) {
        return of(CommandSpec.named(name, doc).returns(result).build(), text);
    }

    /** A query as {@code spec} declares it. */
    public static QmpCommand of(CommandSpec spec, String text) {
        return new FixedRefusal(spec, text);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        throw QmpException.generic(text);
    }
}
