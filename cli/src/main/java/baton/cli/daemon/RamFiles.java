package baton.cli.daemon;

import baton.migration.channel.MigrationFds;
import baton.migration.spi.FdSource;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;

/** The files of guest RAM: those that another process handed over, {@code -add-fd}'s sets, and the file system. */
final class RamFiles implements FdSource {
    static final String SETS = "/dev/fdset/";

    private final FdSource inherited;
    private final MigrationFds sets;

    RamFiles(FdSource inherited, MigrationFds sets) {
        this.inherited = inherited;
        this.sets = sets;
    }

    @Override
    public boolean inherits() {
        return inherited.inherits();
    }

    @Override
    public Fd take(String name) {
        return inherited.take(name);
    }

    @Override
    public Fd open(String path, int flags, int mode) throws IOException {
        return path.startsWith(SETS) ? fromSet(path, flags) : Files.open(path, flags, mode);
    }

    /** From a set in which the command line has put it. */
    private Fd fromSet(String path, int flags) throws IOException {
        try {
            return sets.openSet(path, flags);
        } catch (IOException e) {
            String how = (flags & Sys.O_ACCMODE) == Sys.O_RDONLY ? "reading" : "reading and writing";
            throw new IOException(
                    e.getMessage() + ": pass one that is open for " + how + " with -add-fd fd=N,set="
                            + path.substring(SETS.length()),
                    e);
        }
    }
}
