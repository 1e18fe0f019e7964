package baton.command.machine;

import baton.chardev.ChardevException;
import baton.chardev.Chardevs;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code ringbuf-read}: takes the oldest bytes out of a ring buffer. */
public final class RingbufRead implements QmpCommand {
    private static final EnumType FORMAT = EnumType.of("DataFormat", "utf8", "base64");
    private static final CommandSpec SPEC = CommandSpec.named("ringbuf-read", "Read from a ring buffer chardev")
            .arg("device", Builtin.STR)
            .arg("size", Builtin.INT)
            .opt("format", FORMAT)
            .returns(Builtin.STR)
            .build();

    private final Chardevs chardevs;

    /** Reads one of {@code chardevs}. */
    public RingbufRead(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        byte[] bytes;
        try {
            bytes = chardevs.readRingbuf(in.str("device"), in.integer("size"));
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
        }
        boolean base64 = in.strOr("format", "utf8").equals("base64");
        reply.done(base64 ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, StandardCharsets.UTF_8));
    }
}
