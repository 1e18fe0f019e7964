package baton.migration.multifd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import baton.base.EventSink;
import baton.migration.spi.RamBlock;
import baton.migration.testing.FakeVm;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DrillTest {
    private final List<Thread> started = Collections.synchronizedList(new ArrayList<>());

    private Thread start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        started.add(thread);
        thread.start();
        return thread;
    }

    @Test
    void block_isAsBeforeAndEveryThreadHasEnded() throws IOException, VmStateException {
        try (FakeVm vm = new FakeVm("running", EventSink.NONE)) {
            RamBlock block = vm.ramBlocks().get(0);
            Memory.fill(block.address(), block.length() / 2, (byte) 7);
            byte[] before = content(block);

            Drill.once(block, this::start);

            assertArrayEquals(before, content(block));
            assertEquals(4, started.size());
            for (Thread thread : started) {
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    private static byte[] content(RamBlock block) {
        byte[] bytes = new byte[(int) block.length()];
        Memory.copy(block.address(), bytes, 0, bytes.length);
        return bytes;
    }
}
