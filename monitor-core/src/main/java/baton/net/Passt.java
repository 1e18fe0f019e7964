package baton.net;

import baton.nat.libc.Clock;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts passt, the network of a user without rights, for one client: it ends by itself when the last process has closed the
 * connection. Main loop; takes as long as passt does to listen, at start-up or when a user asks for it.
 */
final class Passt {
    private static final long LIMIT_NANOS = 5_000_000_000L;
    private static final int PAUSE_MILLIS = 5;

    private Passt() {}

    /** A connection to one that was started for it. */
    static Fd start(NetdevConfig.Passt config) throws NetException {
        try {
            Path directory = Files.createTempDirectory("baton-passt");
            openToNobody(directory);
            Path socket = directory.resolve("s");
            try {
                return connect(run(config, socket), socket);
            } finally {
                Files.deleteIfExists(socket);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new NetException("passt: " + e.getMessage(), e);
        }
    }

    /** Of root's, passt becomes the user nobody before it makes its socket. Who answers there is looked at afterwards. */
    private static void openToNobody(Path directory) throws IOException {
        if (Files.getAttribute(directory, "unix:uid").equals(0)) {
            directory.toFile().setWritable(true, false);
            directory.toFile().setExecutable(true, false);
        }
    }

    private static Process run(NetdevConfig.Passt config, Path socket) throws NetException {
        List<String> command = new ArrayList<>(List.of(config.program(), "--foreground", "--one-off"));
        if (config.quiet()) {
            command.add("--quiet");
        }
        command.addAll(List.of("--socket", socket.toString()));
        command.addAll(config.words());
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(config.quiet() ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new NetException(
                    "Error creating daemon: Failed to execute child process “" + config.program()
                            + "”\nnetwork backend '" + config.type() + "' is passt: install the package passt"
                            + " (https://passt.top), or use tap, stream, dgram or socket",
                    e);
        }
    }

    private static Fd connect(Process process, Path socket) throws NetException {
        long end = Clock.monotonicNanos() + LIMIT_NANOS;
        try {
            while (true) {
                try {
                    return own(Sockets.unixConnect(socket.toString(), false), process);
                } catch (ErrnoException e) {
                    awaitMore(process, end, e);
                }
            }
        } catch (NetException e) {
            process.destroy();
            throw e;
        }
    }

    private static Fd own(Fd connection, Process process) throws ErrnoException, NetException {
        int peer = Sockets.peerProcess(connection);
        if (peer != process.pid()) {
            connection.close();
            throw new NetException("process " + peer + " answers in place of passt");
        }
        return connection;
    }

    private static void awaitMore(Process process, long end, ErrnoException why) throws NetException {
        if (!process.isAlive()) {
            throw new NetException(
                    "Passt exited with code " + process.exitValue() + " (with quiet=off it says why)", why);
        }
        if (Clock.monotonicNanos() > end) {
            throw new NetException("passt does not listen: " + why.getMessage(), why);
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetException("interrupted while passt starts", e);
        }
    }
}
