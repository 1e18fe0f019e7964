package baton.tests.harness;

import baton.base.Closer;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Gives a monitor descriptors, over a QMP connection of its own. */
public final class FdSender {
    private FdSender() {}

    /** {@code getfd}: the process whose QMP socket this is knows {@code fd} by {@code name}; the caller's stays open. */
    public static void give(Path socket, String name, Fd fd) throws IOException {
        send(socket, "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"" + name + "\"}}", fd);
    }

    /** {@code add-fd}: {@code fd} is in set {@code set} of that process; the caller's stays open. */
    public static void addToSet(Path socket, int set, Fd fd) throws IOException {
        send(socket, "{\"execute\":\"add-fd\",\"arguments\":{\"fdset-id\":" + set + "}}", fd);
    }

    private static void send(Path socket, String text, Fd fd) throws IOException {
        QmpClient.open(socket).close(); // waits until somebody listens
        try (Closer closer = new Closer()) {
            Fd connection = closer.add(Sockets.unixConnect(socket.toString(), false));
            answer(connection, "\"QMP\"");
            command(connection, "{\"execute\":\"qmp_capabilities\"}");
            answer(connection, "{\"return\": {}}");
            command(connection, text, fd.number());
            answer(connection, "{\"return\": {");
        }
    }

    private static void command(Fd socket, String text, int... fds) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Sockets.send(socket, bytes, 0, bytes.length, fds) != bytes.length) {
            throw new IOException("not sent: " + text);
        }
    }

    private static void answer(Fd socket, String wanted) throws IOException {
        byte[] bytes = new byte[4096];
        StringBuilder text = new StringBuilder();
        while (text.indexOf(wanted) < 0) {
            int n = socket.read(bytes, 0, bytes.length);
            if (n <= 0 || text.indexOf("\"error\"") >= 0) {
                throw new IOException("wanted " + wanted + ", got " + text);
            }
            text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
        }
    }
}
