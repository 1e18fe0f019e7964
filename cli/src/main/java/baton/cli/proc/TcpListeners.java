package baton.cli.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** TCP ports that somebody listens at. */
public final class TcpListeners {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** The state of a listening socket in the tables. */
    private static final String LISTENING = "0A";

    private TcpListeners() {}

    /** Whether some process listens at {@code port} of any address. */
    public static boolean at(int port) throws IOException {
        for (Path table : TABLES) {
            if (Files.exists(table) && listed(table, port)) {
                return true;
            }
        }
        return false;
    }

    /** Columns: number, local address as ADDRESS:PORT in hexadecimal, remote address, state. */
    private static boolean listed(Path table, int port) throws IOException {
        String end = ":" + String.format("%04X", port);
        for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > 3 && columns[1].endsWith(end) && columns[3].equals(LISTENING)) {
                return true;
            }
        }
        return false;
    }
}
