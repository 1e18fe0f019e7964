package baton.cli.daemon;

import baton.nat.libc.Datagrams;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Signals;
import java.nio.charset.StandardCharsets;

/**
 * What systemd, or another manager of services, asked to be told (sd_notify(3)). Sockets it hands over begin at descriptor 3
 * and are named {@code fd=3} and so on, as any inherited one.
 */
final class Systemd {
    private Systemd() {}

    /**
     * Tells {@code state}, such as {@code READY=1}, and who we are.
     *
     * @param socket {@code NOTIFY_SOCKET}: a path, or a name in the abstract space after an at sign
     */
    static void tell(String socket, String state) {
        byte[] text = ("MAINPID=" + Signals.processId() + "\n" + state + "\n").getBytes(StandardCharsets.US_ASCII);
        String path = socket.startsWith("@") ? "\0" + socket.substring(1) : socket;
        try (NativeBuffer message = NativeBuffer.of(text)) {
            Datagrams.Address to = Datagrams.unix(path);
            Fd from = Datagrams.unbound(to);
            try {
                Datagrams.send(from, message.address(), text.length, to);
            } finally {
                from.close();
            }
        } catch (ErrnoException e) {
            // The guest runs whether its manager listens or not.
            System.err.println(StderrReporter.PROGRAM + ": warning: cannot tell " + socket + ": " + e.getMessage());
        }
    }
}
