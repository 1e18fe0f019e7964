package baton.command.dump;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.nat.libc.Fd;
import java.io.IOException;

/** {@code dump-guest-memory} of the human monitor. */
public final class DumpLine implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "dump-guest-memory",
            "paging:-p,detach:-d,windmp:-w,zlib:-z,lzo:-l,snappy:-s,raw:-R,filename:F,begin:l?,length:l?",
            "[-p] [-d] [-z|-l|-s|-w] [-R] filename [begin length]",
            "dump guest memory into file 'filename'.\n\t\t\t-d: return immediately (do not wait for completion).\n"
                    + "\t\t\tbegin: the starting physical address.\n\t\t\tlength: the memory size, in bytes.");

    private final Dumps dumps;
    private final FdStore fds;

    /** Starts it in {@code dumps}. */
    public DumpLine(Dumps dumps, FdStore fds) {
        this.dumps = dumps;
        this.fds = fds;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        dumps.check();
        boolean elf = !(args.flag("windmp") || args.flag("zlib") || args.flag("lzo") || args.flag("snappy"));
        if (!elf || args.flag("paging")) {
            throw QmpException.generic(
                    "only ELF without paging is available in this build; leave -p, -w, -z, -l and -s out");
        }
        if (args.has("begin") && !args.has("length")) {
            throw QmpException.generic("Parameter 'length' is missing");
        }
        Fd file = DumpTarget.open("file:" + args.str("filename"), fds);
        Runnable resume = args.flag("detach") ? null : out.hold();
        boolean started = false;
        try {
            dumps.start(file, args.integerOr("begin", 0), args.integerOr("length", -1), new End(resume, out));
            started = true;
        } catch (IOException e) {
            throw QmpException.generic("dump: " + e.getMessage());
        } finally {
            if (!started && resume != null) {
                resume.run();
            }
        }
    }

    /** Says what went wrong, and gives the prompt back. */
    private record End(Runnable resume, HmpOutput out) implements Dumps.Listener {
        @Override
        public void finished(String error) {
            if (resume != null) {
                out.print(error == null ? "" : "Error: " + error + "\n");
                resume.run();
            }
        }
    }
}
