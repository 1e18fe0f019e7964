package baton.command.machine;

import baton.chardev.ChardevException;
import baton.chardev.Chardevs;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code chardev-remove}: closes a chardev that no front end has. */
public final class ChardevRemove implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("chardev-remove", "Remove a chardev that nobody uses")
            .arg("id", Builtin.STR)
            .build();

    private final Chardevs chardevs;

    /** Acts on one of {@code chardevs}. */
    public ChardevRemove(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            chardevs.remove(in.str("id"));
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
