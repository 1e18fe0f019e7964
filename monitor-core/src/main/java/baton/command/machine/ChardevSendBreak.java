package baton.command.machine;

import baton.chardev.ChardevException;
import baton.chardev.Chardevs;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code chardev-send-break}: the front end sees a break, as if the other end had sent one. */
public final class ChardevSendBreak implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "chardev-send-break", "Send a break to who uses a chardev")
            .arg("id", Builtin.STR)
            .build();

    private final Chardevs chardevs;

    /** Acts on one of {@code chardevs}. */
    public ChardevSendBreak(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            chardevs.sendBreak(in.str("id"));
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
