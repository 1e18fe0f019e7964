package baton.chardev.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.chardev.Chardev;
import baton.chardev.ChardevConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every chardev owes its front end. A chardev's test implements this and gets the tests for free. */
@Timeout(30)
public interface ChardevContract {
    /** How to open it, with label {@code c}; whatever it needs may be made below {@code dir}. */
    ChardevConfig config(Path dir) throws IOException;

    /** The other side of the chardev just opened. */
    HostSide host(ChardevRig rig, Chardev chardev, Path dir) throws IOException;

    /** Whether the other side can send. */
    default boolean hasInput() {
        return true;
    }

    /** Whether the other side may stop reading. */
    default boolean hostMayStall() {
        return true;
    }

    @Test
    default void writtenBytes_reachTheHostInOrder(@TempDir Path dir) throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            chardev.attach(new RecordingFrontend());
            StringBuilder seen = new StringBuilder();

            ChardevRig.write(chardev, "one ");
            rig.settle();
            ChardevRig.write(chardev, "two");

            rig.until(() -> seen.append(host.poll()).length() >= 7);
            assertEquals("one two", seen.toString());
        }
    }

    @Test
    default void bytesWrittenByAnotherThread_allArrive(@TempDir Path dir) throws Exception {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            chardev.attach(new RecordingFrontend());
            int total = 200_000;
            Thread vcpu = new Thread(() -> {
                int sent = 0;
                while (sent < total) {
                    sent += chardev.write(new byte[] {(byte) ('a' + sent % 26)}, 0, 1);
                }
            });
            StringBuilder seen = new StringBuilder();

            vcpu.start();
            rig.until(() -> seen.append(host.poll()).length() >= total);

            vcpu.join();
            assertEquals(total, seen.length());
            for (int i = 0; i < total; i++) {
                assertEquals('a' + i % 26, seen.charAt(i), "byte " + i);
            }
        }
    }

    @Test
    default void frontend_isToldThatTheHostIsThere(@TempDir Path dir) throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            host(rig, chardev, dir);
            RecordingFrontend frontend = new RecordingFrontend();

            chardev.attach(frontend);

            rig.until(() -> frontend.events.contains("opened"));
            assertTrue(chardev.frontendOpen());
            assertThrows(IllegalStateException.class, () -> chardev.attach(new RecordingFrontend()));
        }
    }

    @Test
    default void hostThatNeverReads_costsABoundedQueueAndNoStall(@TempDir Path dir) throws IOException {
        assumeTrue(hostMayStall(), "its host side is always ready");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            chardev.attach(new RecordingFrontend());
            int[] roomAgain = new int[1];
            chardev.onRoom(() -> roomAgain[0]++);
            byte[] block = new byte[4096];
            long taken = 0;

            int n = chardev.write(block, 0, block.length);
            while (n == block.length && taken < 64 << 20) {
                taken += n;
                rig.settle();
                n = chardev.write(block, 0, block.length);
            }
            taken += n;

            assertTrue(taken < 8 << 20, "took " + taken + " bytes nobody read");
            assertEquals(0, chardev.room());
            long[] seen = new long[1];
            long all = taken;
            rig.until(() -> (seen[0] += host.poll().length()) >= all);
            rig.settle();
            assertEquals(1, roomAgain[0]);
        }
    }

    @Test
    default void hostsBytes_reachTheFrontendInOrder(@TempDir Path dir) throws IOException {
        assumeTrue(hasInput(), "it gives no input");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            RecordingFrontend frontend = new RecordingFrontend();
            chardev.attach(frontend);

            for (char c : "hello".toCharArray()) {
                host.send(String.valueOf(c));
                rig.settle();
            }

            rig.until(() -> frontend.text().length() >= 5);
            assertEquals("hello", frontend.text());
        }
    }

    @Test
    default void busyFrontend_getsNoMoreThanItTakes(@TempDir Path dir) throws IOException {
        assumeTrue(hasInput(), "it gives no input");
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            RecordingFrontend frontend = new RecordingFrontend();
            frontend.takes = 0;
            chardev.attach(frontend);
            host.send("abcdef");
            rig.settle();
            assertEquals("", frontend.text());

            frontend.takes = 2;
            chardev.acceptInput();

            rig.until(() -> frontend.text().length() >= 6);
            assertEquals("abcdef", frontend.text());
        }
    }

    @Test
    default void drain_writesWhatIsQueuedWithoutTheLoop(@TempDir Path dir) throws IOException {
        try (ChardevRig rig = new ChardevRig()) {
            Chardev chardev = rig.open(config(dir));
            HostSide host = host(rig, chardev, dir);
            chardev.attach(new RecordingFrontend());
            rig.settle();
            ChardevRig.write(chardev, "last words");

            chardev.drain(1000);

            assertEquals("last words", host.poll());
        }
    }
}
