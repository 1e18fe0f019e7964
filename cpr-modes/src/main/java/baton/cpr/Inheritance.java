package baton.cpr;

import baton.cpr.state.CprFds;
import baton.migration.params.MigMode;
import baton.migration.spi.FdSource;
import baton.migration.spi.Predecessor;
import java.io.IOException;

/** What this process was handed by the one whose guest it takes over. */
public final class Inheritance {
    private final MigMode mode;
    private final CprFds fds;
    private final Predecessor predecessor;
    private final byte[] unread;

    Inheritance(MigMode mode, CprFds fds, Predecessor predecessor) {
        this(mode, fds, predecessor, new byte[0]);
    }

    Inheritance(MigMode mode, CprFds fds, Predecessor predecessor, byte[] unread) {
        this.mode = mode;
        this.fds = fds;
        this.predecessor = predecessor;
        this.unread = unread;
    }

    /** Nothing: the machine starts anew, or loads everything from the stream. */
    public static Inheritance none() {
        return new Inheritance(MigMode.NORMAL, null, Predecessor.SILENT);
    }

    /** How the guest comes here. */
    public MigMode mode() {
        return mode;
    }

    /** Where the machine finds its RAM. */
    public FdSource fds() {
        return fds == null ? FdSource.NONE : fds;
    }

    /** Closes what was handed over under names that begin so, and that nobody has taken. */
    public void drop(String prefix) throws IOException {
        if (fds != null) {
            fds.drop(prefix);
        }
    }

    /** What this process had read when it was another and did not act upon ({@code ExecHost.unread}); empty for nothing. */
    public byte[] unread() {
        return unread.clone();
    }

    /** The other process. */
    public Predecessor predecessor() {
        return predecessor;
    }

    /** Whether the guest runs elsewhere while this process gets ready, which may then take its time. */
    public boolean guestRuns() {
        return mode == MigMode.CPR_TRANSFER;
    }

    CprFds left() {
        return fds;
    }
}
