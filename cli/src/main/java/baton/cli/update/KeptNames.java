package baton.cli.update;

import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names in the file system that the new process takes over while the old one lives: a second name for each unix socket,
 * and the content of the pid file. {@link #restore} puts everything back.
 */
final class KeptNames {
    private static final String SUFFIX = ".baton-update";

    private final Map<Path, Path> sockets = new LinkedHashMap<>();
    private Path pidFile;
    private byte[] pidText;
    private Set<PosixFilePermission> pidMode;

    /** {@code pidFile} may be null. */
    static KeptNames of(List<Path> sockets, Path pidFile) throws UpdateFailed {
        KeptNames kept = new KeptNames();
        try {
            for (Path socket : sockets) {
                kept.keep(socket);
            }
            if (pidFile != null && Files.exists(pidFile)) {
                kept.pidText = Files.readAllBytes(pidFile);
                kept.pidMode = Files.getPosixFilePermissions(pidFile);
                kept.pidFile = pidFile;
            }
            return kept;
        } catch (IOException e) {
            kept.forget();
            throw UpdateFailed.unchanged("cannot keep what a failure would have to put back", e);
        }
    }

    private void keep(Path socket) throws IOException {
        if (Files.exists(socket)) {
            Path second = socket.resolveSibling(socket.getFileName() + SUFFIX);
            Files.deleteIfExists(second); // of an update that was killed
            Files.createLink(second, socket);
            sockets.put(socket, second);
        }
    }

    /** All names are the old process's again, the new one having ended. A Baton may have taken them back by itself. */
    void restore() throws IOException {
        for (Map.Entry<Path, Path> kept : sockets.entrySet()) {
            if (!answers(kept.getKey())) {
                Files.move(kept.getValue(), kept.getKey(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(kept.getValue()); // rename(2) leaves two names of one file alone
        }
        sockets.clear();
        if (pidFile != null) {
            Files.write(pidFile, pidText);
            Files.setPosixFilePermissions(pidFile, pidMode);
        }
    }

    private static boolean answers(Path socket) {
        try {
            Sockets.unixConnect(socket.toString(), false).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** They belong to the new process. */
    void forget() {
        for (Path second : sockets.values()) {
            try {
                Files.deleteIfExists(second);
            } catch (IOException e) {
                System.err.println("baton update: cannot remove " + second + ": " + e.getMessage());
            }
        }
        sockets.clear();
    }
}
