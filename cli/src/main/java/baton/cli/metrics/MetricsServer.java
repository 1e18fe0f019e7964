package baton.cli.metrics;

import baton.base.MainLoopThread;
import baton.chardev.UnixPath;
import baton.command.Services;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Watch;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;

/** {@code -metrics ADDRESS}: answers every HTTP request with the metrics, and hangs up. */
@MainLoopThread
public final class MetricsServer {
    private static final int BACKLOG = 8;
    private static final int MAX_CLIENTS = 16;

    private final MainLoop loop;
    private final Metrics metrics;
    private Fd listener;
    /** Null for none. */
    private final UnixPath path;

    private Watch watch;
    private int clients;

    private MetricsServer(MainLoop loop, Metrics metrics, Fd listener, UnixPath path) {
        this.loop = loop;
        this.metrics = metrics;
        this.listener = listener;
        this.path = path;
        this.watch = watch();
    }

    private Watch watch() {
        return loop.watch(listener, Epoll.IN, new Handler() {
            @Override
            public void ready(int events) {
                accept();
            }
        });
    }

    /**
     * Listens on {@code unix:PATH} or {@code HOST:PORT}.
     *
     * @param commands the meter that all QMP monitors go through
     */
    public static MetricsServer open(String address, Services services, CommandMeter commands) throws IOException {
        boolean unix = address.startsWith("unix:");
        String path = unix ? address.substring("unix:".length()) : null;
        Fd listener = unix ? UnixPath.listen(path) : tcp(address);
        UnixPath own = unix ? UnixPath.bound(path) : null;
        return new MetricsServer(services.loop(), new Metrics(services, commands), listener, own);
    }

    private static Fd tcp(String address) throws IOException {
        String plain = address.startsWith("tcp:") ? address.substring("tcp:".length()) : address;
        int colon = plain.lastIndexOf(':');
        try {
            int port = Integer.parseInt(plain.substring(colon + 1));
            String host =
                    plain.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
            byte[] ip =
                    host.isEmpty() ? new byte[4] : InetAddress.getByName(host).getAddress();
            return Sockets.tcpListen(ip, port, BACKLOG);
        } catch (NumberFormatException e) {
            throw new IOException("the address must be unix:PATH or HOST:PORT", e);
        }
    }

    private void accept() {
        try {
            Fd client = Sockets.accept(listener);
            if (client == null) {
                return;
            }
            if (clients >= MAX_CLIENTS) {
                client.close();
                return;
            }
            clients++;
            new HttpAnswer(loop, client, metrics, this).begin();
        } catch (IOException e) {
            // A client that has gone already; the next one is served.
            watch.events(Epoll.IN);
        }
    }

    /** One client less. */
    void left() {
        clients--;
    }

    /** As {@link baton.chardev.Chardevs#reclaim}. */
    public boolean reclaim() throws IOException {
        if (path == null || path.leadsHere()) {
            return true;
        }
        Fd anew = path.reclaim();
        if (anew == null) {
            return false;
        }
        watch.cancel();
        listener.close();
        listener = anew;
        watch = watch();
        return true;
    }

    /** Listens no longer; flight recordings are written. */
    public void close() throws IOException {
        metrics.finish();
        watch.cancel();
        listener.close();
        if (path != null) {
            path.remove();
        }
    }
}
