package baton.command.dump;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.nat.libc.Fd;
import java.io.IOException;

/** {@code dump-guest-memory}: RAM and registers as an ELF core. */
public final class DumpGuestMemory implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "dump-guest-memory", "Write the guest's memory and registers to a file, as an ELF core")
            .arg("paging", Builtin.BOOL)
            .arg("protocol", Builtin.STR)
            .opt("detach", Builtin.BOOL)
            .opt("begin", Builtin.INT)
            .opt("length", Builtin.INT)
            .opt("format", DumpTypes.FORMAT)
            .build();

    private final Dumps dumps;
    private final FdStore fds;

    /** Starts it in {@code dumps}; descriptors come from {@code fds}. */
    public DumpGuestMemory(Dumps dumps, FdStore fds) {
        this.dumps = dumps;
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        dumps.check();
        long length = range(in.has("begin"), in.has("length"), in.integerOr("length", -1));
        format(in.strOr("format", "elf"), in.bool("paging"));
        boolean detach = in.boolOr("detach", false);
        start(in.str("protocol"), in.integerOr("begin", 0), length, new Dumps.Listener() {
            @Override
            public void finished(String error) {
                if (detach) {
                    return;
                }
                if (error == null) {
                    reply.done();
                } else {
                    reply.fail(QmpException.generic(error));
                }
            }
        });
        if (detach) {
            reply.done();
        }
    }

    private void start(String protocol, long begin, long length, Dumps.Listener listener) throws QmpException {
        Fd file = DumpTarget.open(protocol, fds);
        try {
            dumps.start(file, begin, length, listener);
        } catch (IOException e) {
            throw QmpException.generic("dump: " + e.getMessage());
        }
    }

    /** The length asked for; -1 for all there is. */
    private static long range(boolean begin, boolean length, long value) throws QmpException {
        if (begin != length) {
            throw QmpException.generic("Parameter '" + (begin ? "length" : "begin") + "' is missing");
        }
        if (length && value < 0) {
            throw QmpException.generic("Parameter 'length' expects a positive value");
        }
        return value;
    }

    private static void format(String format, boolean paging) throws QmpException {
        if (!format.equals("elf")) {
            throw QmpException.generic(format + " is not available now");
        }
        if (paging) {
            throw QmpException.generic("paging=true is not available in this build; use paging=false");
        }
    }
}
