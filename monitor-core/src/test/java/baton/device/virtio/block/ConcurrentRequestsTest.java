package baton.device.virtio.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.block.BlockBackend;
import baton.block.BlockErrors;
import baton.block.BlockNode;
import baton.block.ErrorPolicy;
import baton.block.NodeSpec;
import baton.device.testing.Sections;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.device.virtio.testing.Said;
import baton.mainloop.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage that makes wait: sector N * 8 is answered when the test says so. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentRequestsTest {
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int FLUSH = 4;

    private final FakeRam ram = new FakeRam(0x600000);
    private final Storage storage = new Storage();
    private final Workers workers = new Workers("test-disk", 16, new Said());

    @AfterEach
    void end() throws Exception {
        for (CountDownLatch gate : storage.gates) {
            gate.countDown();
        }
        workers.close();
    }

    private MmioDriver driver(int queues, ErrorPolicy policy) {
        BlockBackend backend = new BlockBackend("d", storage, true, policy, policy, BlockErrors.NOBODY);
        VirtioBlock.Config config = new VirtioBlock.Config(backend, "", queues, 256, null, workers, () -> {});
        MmioDriver driver = new MmioDriver(new VirtioBlock(config), true, ram);
        driver.begin(-1L & ~(1L << 29), 64, queues);
        return driver;
    }

    /** Request {@code n} has its header at 0x1000 + 64 n, its status behind that, and data of its own. */
    private int offer(MmioDriver driver, int queue, int type, int n) {
        long header = 0x1000 + 64L * n;
        ram.put32(header, type);
        ram.put64(header + 8, 8L * n);
        ram.put(header + 32, new byte[] {(byte) 0xee});
        Buffer head = new Buffer(header, 16, false);
        Buffer tail = new Buffer(header + 32, 1, true);
        return type == FLUSH
                ? driver.offer(queue, head, tail)
                : driver.offer(queue, head, new Buffer(0x100000 + 0x1000L * n, 512, type == READ), tail);
    }

    private int status(int n) {
        return ram.get(0x1000 + 64L * n + 32, 1)[0];
    }

    private static void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    @Test
    void requestThatWaits_keepsNoOtherWaiting() throws Exception {
        MmioDriver driver = driver(1, ErrorPolicy.REPORT);
        int slow = offer(driver, 0, READ, 1);
        storage.gates[2].countDown();
        storage.gates[3].countDown();

        int write = offer(driver, 0, WRITE, 2);
        until(() -> driver.waiting(0) == 1);
        storage.flushGate = 3;
        int flush = offer(driver, 0, FLUSH, 3);
        until(() -> driver.waiting(0) == 2);

        assertEquals(write, driver.take(0)[0]);
        assertEquals(flush, driver.take(0)[0]);
        assertEquals(0xee, status(1) & 0xff);
        storage.gates[1].countDown();
        until(() -> driver.waiting(0) == 1);
        assertEquals(slow, driver.take(0)[0]);
        assertEquals(0, status(1));
        assertTrue(driver.line().high());
    }

    @Test
    void severalQueues_areServedEach() throws Exception {
        MmioDriver driver = driver(3, ErrorPolicy.REPORT);
        assertEquals(1 << 12, driver.get(0x10) & 1 << 12);
        assertEquals(3, driver.transport().read(0x100 + 34, 2));
        offer(driver, 2, READ, 1);
        offer(driver, 0, READ, 2);
        storage.gates[2].countDown();

        until(() -> driver.waiting(0) == 1);

        assertEquals(0, driver.waiting(2));
        storage.gates[1].countDown();
        until(() -> driver.waiting(2) == 1);
    }

    @Test
    void machineThatStops_waitsForWhatIsInFlight() throws Exception {
        MmioDriver driver = driver(1, ErrorPolicy.REPORT);
        offer(driver, 0, WRITE, 1);
        offer(driver, 0, WRITE, 2);
        until(() -> storage.begun.get() == 2);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stopper = new Thread(() -> {
            driver.transport().core().stop();
            stopped.countDown();
        });
        stopper.start();
        until(() -> stopper.getState() == Thread.State.WAITING);

        storage.gates[2].countDown();
        until(() -> driver.waiting(0) == 1);
        assertEquals(1, stopped.getCount());
        storage.gates[1].countDown();

        assertTrue(stopped.await(60, TimeUnit.SECONDS));
        assertEquals(2, driver.waiting(0));
    }

    @Test
    void reset_leavesNothingThatTouchesTheGuest() throws Exception {
        MmioDriver driver = driver(1, ErrorPolicy.REPORT);
        offer(driver, 0, READ, 1);
        until(() -> storage.begun.get() == 1);
        Thread cpu = new Thread(() -> driver.set(0x70, 0));
        cpu.start();
        until(() -> cpu.getState() == Thread.State.WAITING);

        storage.gates[1].countDown();
        cpu.join();

        assertEquals(1, storage.ended.get());
        assertEquals(0, driver.get(0x70));
        assertEquals(0, driver.get(0x60));
    }

    /** Two of three fail where that stops the machine: they are listed in the stream as QEMU lists them, and come again. */
    @Test
    void failuresThatStop_goAlongInTheStream() throws Exception {
        MmioDriver driver = driver(2, ErrorPolicy.STOP);
        storage.fails = true;
        storage.flushGate = 2;
        int first = offer(driver, 1, READ, 1);
        offer(driver, 0, FLUSH, 2);
        until(() -> storage.begun.get() == 2);
        storage.gates[1].countDown();
        until(() -> storage.ended.get() == 1);
        storage.gates[2].countDown();
        driver.transport().core().stop();

        byte[] saved = Sections.save(driver.transport());

        // mmio words, status, isr, queue_sel, features, configuration, two queues; then the list
        int list = 12 + 8 + 4 + 57 + 4 + 2 * 18;
        assertEquals(1, saved[list]);
        assertEquals(1, ByteBuffer.wrap(saved).getInt(list + 1), "queue");
        ByteBuffer element = ByteBuffer.wrap(saved, list + 5, 49168).slice().order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(first, element.getInt(0));
        assertEquals(1, element.getInt(4), "readable pieces");
        assertEquals(2, element.getInt(8), "writable pieces");
        assertEquals(0x101000, element.getLong(16));
        assertEquals(0x1040, element.getLong(16 + 8192));
        assertEquals(512, element.getLong(16 + 16384 + 8));
        assertEquals(1, saved[list + 5 + 49168], "another follows");
        storage.fails = false;
        MmioDriver next = driver(2, ErrorPolicy.STOP);
        next.transport().core().stop();
        Sections.load(next.transport(), saved);
        next.transport().core().start();
        until(() -> status(1) == 0 && status(2) == 0);
    }

    /** Answers request n once gate n is open. */
    private static final class Storage implements BlockNode {
        final CountDownLatch[] gates = new CountDownLatch[64];
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        volatile int flushGate;
        volatile boolean fails;

        Storage() {
            for (int i = 0; i < gates.length; i++) {
                gates[i] = new CountDownLatch(1);
            }
        }

        private void pass(int n) throws IOException {
            begun.incrementAndGet();
            try {
                gates[n].await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            } finally {
                ended.incrementAndGet();
            }
            if (fails) {
                throw new IOException("bad sector");
            }
        }

        @Override
        public NodeSpec spec() {
            return new NodeSpec(
                    "null-co", "n", null, false, NodeSpec.Cache.DEFAULT, false, false, NodeSpec.Part.ALL, null);
        }

        @Override
        public long length() {
            return 1 << 20;
        }

        @Override
        public long allocated() {
            return 0;
        }

        @Override
        public void read(long offset, long vectors, int count, long bytes) throws IOException {
            pass((int) (offset / 4096));
        }

        @Override
        public void write(long offset, long vectors, int count, long bytes) throws IOException {
            pass((int) (offset / 4096));
        }

        @Override
        public void flush() throws IOException {
            pass(flushGate);
        }

        @Override
        public void discard(long offset, long bytes) {}

        @Override
        public void zero(long offset, long bytes, boolean mayUnmap) {}

        @Override
        public void resize(long bytes) {}

        @Override
        public void lock(Use use) {}

        @Override
        public void release() {}

        @Override
        public BlockNode child() {
            return null;
        }

        @Override
        public void close() {}
    }
}
