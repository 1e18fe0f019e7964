package baton.cli.metrics;

import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.mainloop.Watch;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One HTTP client: its request up to the empty line, one answer, the end. Who is slow is cut off. */
final class HttpAnswer implements Handler {
    private static final int MAX_REQUEST = 8192;
    private static final long PATIENCE_MILLIS = 5000;

    private final MainLoop loop;
    private final Fd client;
    private final Metrics metrics;
    private final MetricsServer server;
    private final Timer patience;
    private final StringBuilder request = new StringBuilder();
    private Watch watch;
    private byte[] answer;
    private int sent;

    HttpAnswer(MainLoop loop, Fd client, Metrics metrics, MetricsServer server) {
        this.loop = loop;
        this.client = client;
        this.metrics = metrics;
        this.server = server;
        this.patience = loop.timer(new Runnable() {
            @Override
            public void run() {
                end();
            }
        });
    }

    void begin() {
        watch = loop.watch(client, Epoll.IN, this);
        patience.at(Clock.monotonicNanos() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
    }

    @Override
    public void ready(int events) {
        boolean goesOn = false;
        try {
            goesOn = answer == null ? read() : write();
        } catch (IOException e) {
            // The client has gone: nobody is left to tell.
            request.setLength(0);
        }
        if (!goesOn) {
            end();
        }
    }

    private boolean read() throws IOException {
        byte[] bytes = new byte[MAX_REQUEST];
        int n = client.read(bytes, 0, bytes.length);
        if (n == 0) {
            return false;
        }
        request.append(new String(bytes, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
        if (request.indexOf("\r\n\r\n") < 0 && request.indexOf("\n\n") < 0) {
            return request.length() < MAX_REQUEST;
        }
        answer = answer();
        watch.events(Epoll.OUT);
        return write();
    }

    private byte[] answer() {
        String first = request.substring(0, request.indexOf("\n"));
        boolean get = first.startsWith("GET / ") || first.startsWith("GET /metrics");
        byte[] body = get ? metrics.expose() : "GET /metrics\n".getBytes(StandardCharsets.US_ASCII);
        String head = (get ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found")
                + "\r\nContent-Type: "
                + (get ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain")
                + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        byte[] whole = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, whole, head.length(), body.length);
        return whole;
    }

    private boolean write() throws IOException {
        int n = Sockets.send(client, answer, sent, answer.length - sent);
        sent += Math.max(0, n);
        return sent < answer.length;
    }

    private void end() {
        patience.cancel();
        watch.cancel();
        try {
            client.close();
        } catch (IOException e) {
            answer = null;
        }
        server.left();
    }
}
