package baton.cli.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unix sockets that somebody listens at. */
public final class UnixListeners {
    private static final Path TABLE = Path.of("/proc/net/unix");
    /** Flags of a listening socket in the table. */
    private static final String LISTENING = " 00010000 ";

    private UnixListeners() {}

    /** Whether some process listens at {@code path}, written as that process had it. */
    public static boolean at(String path) throws IOException {
        for (String line : Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
            if (line.endsWith(" " + path) && line.contains(LISTENING)) {
                return true;
            }
        }
        return false;
    }
}
