package baton.cli.daemon;

import baton.migration.channel.MigrationFds;
import baton.migration.spi.FdSource;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
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
        return path.startsWith(SETS) ? sets.openSet(path, flags) : Files.open(path, flags, mode);
    }
}
