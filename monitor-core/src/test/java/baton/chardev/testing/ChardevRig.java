package baton.chardev.testing;

import baton.base.Reporter;
import baton.chardev.Chardev;
import baton.chardev.ChardevConfig;
import baton.chardev.ChardevException;
import baton.chardev.ChardevHost;
import baton.chardev.Chardevs;
import baton.mainloop.Condition;
import baton.mainloop.MainLoop;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A main loop and a chardev registry whose words are written down. Close it after the test. */
public final class ChardevRig implements AutoCloseable {
    /** What was reported, informed of and printed, in order; {@code quit} for a wish to end. */
    public final List<String> said = new ArrayList<>();
    /** What another process has left, by its name. */
    public final Map<String, Fd> left = new LinkedHashMap<>();
    /** Whether that process still has the guest. */
    public boolean guestElsewhere;
    /** The loop; the test's thread is its thread. */
    public final MainLoop loop;
    /** The registry. */
    public final Chardevs chardevs;

    /** Makes both. */
    public ChardevRig() throws IOException {
        loop = MainLoop.create(new Reporter() {
            @Override
            public void error(String text) {
                said.add(text);
            }

            @Override
            public void warn(String text) {
                said.add("warning: " + text);
            }
        });
        Reporter reporter = new Reporter() {
            @Override
            public void error(String text) {
                said.add(text);
            }

            @Override
            public void warn(String text) {
                said.add("warning: " + text);
            }
        };
        chardevs = new Chardevs(loop, reporter, new Host(), Files::open);
    }

    private final class Host implements ChardevHost {
        @Override
        public Fd inherited(String name) {
            return left.remove(name);
        }

        @Override
        public boolean guestElsewhere() {
            return guestElsewhere;
        }

        @Override
        public void info(String text) {
            said.add("info: " + text);
        }

        @Override
        public void print(String line) {
            said.add(line);
        }

        @Override
        public void quit() {
            said.add("quit");
        }
    }

    /** Makes a chardev and claims it. */
    public Chardev open(ChardevConfig config) throws ChardevException {
        chardevs.create(config);
        return chardevs.claim(config.label());
    }

    /** Runs the loop until {@code condition}; the test's own timeout ends a wait in vain. */
    public void until(Condition condition) {
        // Conditions look at things the loop is not told of, so it must not sleep for good.
        Runnable[] again = new Runnable[1];
        boolean[] over = new boolean[1];
        again[0] = () -> {
            if (!over[0]) {
                loop.post(again[0]);
            }
        };
        loop.post(again[0]);
        loop.runUntil(condition);
        over[0] = true;
    }

    /** Lets the loop do all there is to do now. */
    public void settle() {
        int[] rounds = new int[1];
        until(() -> rounds[0]++ > 5);
    }

    /** All of {@code text} or an exception: for queues known to have room. */
    public static void write(Chardev chardev, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (chardev.write(bytes, 0, bytes.length) != bytes.length) {
            throw new IllegalStateException("queue full");
        }
    }

    /** Reads what is there now, without waiting. */
    public static String poll(Fd fd) {
        byte[] bytes = new byte[1 << 16];
        try {
            fd.nonBlocking(true);
            int n = fd.read(bytes, 0, bytes.length);
            return n <= 0 ? "" : new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether the other side has closed: reads and drops what is there until the end. */
    public static boolean atEnd(Fd fd) {
        byte[] bytes = new byte[4096];
        try {
            fd.nonBlocking(true);
            int n = fd.read(bytes, 0, bytes.length);
            while (n > 0) {
                n = fd.read(bytes, 0, bytes.length);
            }
            return n == 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        chardevs.close();
        loop.close();
    }
}
