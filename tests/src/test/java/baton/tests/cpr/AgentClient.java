package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.Await;
import baton.tests.harness.QmpClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Who talks to a guest's agent over the socket of its chardev. */
final class AgentClient {
    private static final String[] SENDERS = {"ncat --send-only -U ", "socat -u - UNIX-CONNECT:"};

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /** Sends a command and does not wait for an answer, as CPR's guide does it: {@code echo ... | ncat -U}. */
    void send(String command) throws IOException, InterruptedException {
        for (String sender : SENDERS) {
            String program = sender.substring(0, sender.indexOf(' '));
            if (shell("command -v " + program) == 0) {
                assertEquals(0, shell("echo '{\"execute\":\"" + command + "\"}' | " + sender + socket));
                return;
            }
        }
        try (SocketChannel channel = QmpClient.open(socket)) {
            say(channel, "{\"execute\":\"" + command + "\"}\n");
        }
    }

    private static int shell(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(true, process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), "still running: " + line);
        return process.exitValue();
    }

    /** Says hello as agents' clients do, then asks whether it is there. */
    void ping(int id) throws IOException {
        try (SocketChannel channel = QmpClient.open(socket)) {
            channel.configureBlocking(false);
            say(channel, "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":" + id + "}}\n");
            awaitLine(channel, "{\"return\": " + id + "}");
            say(channel, "{\"execute\":\"guest-ping\"}\n");
            awaitLine(channel, "{\"return\": {}}");
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void awaitLine(SocketChannel channel, String line) throws IOException {
        StringBuilder got = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(256);
        Await.until(line, got::toString, () -> {
            buffer.clear();
            int n = channel.read(buffer);
            if (n < 0) {
                throw new IOException("the connection ended after " + got);
            }
            got.append(new String(buffer.array(), 0, n, StandardCharsets.US_ASCII));
            return got.indexOf("\n") >= 0;
        });
        assertEquals(line + "\n", got.toString());
    }
}
