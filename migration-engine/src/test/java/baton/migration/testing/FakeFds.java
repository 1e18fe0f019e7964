package baton.migration.testing;

import baton.migration.channel.MigrationFds;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Descriptors by name; sets by path. */
public final class FakeFds implements MigrationFds {
    private final Map<String, Fd> byName = new HashMap<>();

    /** Adds what getfd would have added, or a set's path. */
    public FakeFds add(String name, Fd fd) {
        byName.put(name, fd);
        return this;
    }

    @Override
    public Fd take(String name) {
        return byName.remove(name);
    }

    @Override
    public Fd openSet(String path, int flags) throws IOException {
        Fd fd = byName.get(path);
        if (fd == null) {
            throw new IOException("Failed to find fdset " + path);
        }
        return fd.dup();
    }
}
