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

/** {@code ringbuf-write}: puts bytes into a ring buffer. */
public final class RingbufWrite implements QmpCommand {
    private static final EnumType FORMAT = EnumType.of("DataFormat", "utf8", "base64");
    private static final CommandSpec SPEC = CommandSpec.named("ringbuf-write", "Write to a ring buffer chardev")
            .arg("device", Builtin.STR)
            .arg("data", Builtin.STR)
            .opt("format", FORMAT)
            .build();

    private final Chardevs chardevs;

    /** Writes to one of {@code chardevs}. */
    public RingbufWrite(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String data = in.str("data");
        byte[] bytes =
                in.strOr("format", "utf8").equals("base64") ? decode(data) : data.getBytes(StandardCharsets.UTF_8);
        try {
            chardevs.writeRingbuf(in.str("device"), bytes);
        } catch (ChardevException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }

    private static byte[] decode(String data) throws QmpException {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw QmpException.generic("Base64 data '" + data + "' is not valid");
        }
    }
}
