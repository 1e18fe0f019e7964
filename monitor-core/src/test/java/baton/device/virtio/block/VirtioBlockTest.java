package baton.device.virtio.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.block.BlockBackend;
import baton.block.BlockErrors;
import baton.block.BlockException;
import baton.block.BlockNode;
import baton.block.BlockStats;
import baton.block.Disks;
import baton.block.ErrorPolicy;
import baton.block.NodeSpec;
import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioMmio;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.migration.vmstate.VmStateException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtioBlockTest implements DeviceContract<VirtioMmio>, HostileDriverContract {
    private static final long ALL = -1;
    private static final int HEADER = 0x1000;
    private static final int STATUS = 0x1800;
    private static final int DATA = 0x80000;
    private static final int SECTORS = 256;

    @TempDir
    Path folder;

    private final FakeRam ram = new FakeRam(0x600000);
    private final List<String> failures = new ArrayList<>();
    private Path image;
    private BlockBackend backend;

    @BeforeEach
    void makeImage() throws Exception {
        image = folder.resolve("d.img");
        byte[] bytes = new byte[SECTORS * 512];
        new Random(3).nextBytes(bytes);
        Files.write(image, bytes);
    }

    private MmioDriver driver(boolean legacy) throws Exception {
        return driver(legacy, false, ErrorPolicy.REPORT);
    }

    private MmioDriver driver(boolean legacy, boolean readOnly, ErrorPolicy policy) throws BlockException {
        Disks disks = new Disks(false, new BlockErrors() {
            @Override
            public void failed(BlockBackend on, boolean write, ErrorPolicy action, boolean noSpace, String why) {
                failures.add((write ? "write " : "read ") + action.wireName() + " " + noSpace);
            }
        });
        BlockNode node = disks.nodes().addFile(image.toString(), readOnly, NodeSpec.Cache.DEFAULT, true, true);
        backend = disks.addDrive("d", node, true, policy, policy);
        VirtioBlock.Config config = new VirtioBlock.Config(backend, "serial-7", 1, 256, null, null, () -> {});
        return new MmioDriver(new VirtioBlock(config), legacy, ram);
    }

    private void header(int type, long sector) {
        ram.put32(HEADER, type);
        ram.put32(HEADER + 4, 0);
        ram.put64(HEADER + 8, sector);
        ram.put(STATUS, new byte[] {(byte) 0xee});
    }

    private static Buffer head() {
        return new Buffer(HEADER, 16, false);
    }

    private static Buffer tail() {
        return new Buffer(STATUS, 1, true);
    }

    private int status() {
        return ram.get(STATUS, 1)[0];
    }

    @Override
    public VirtioDevice hostile() throws Exception {
        Disks disks = new Disks(false, BlockErrors.NOBODY);
        BlockNode node = disks.nodes().addFile(image.toString(), false, NodeSpec.Cache.DEFAULT, true, true);
        BlockBackend disk = disks.addDrive("h", node, true, ErrorPolicy.REPORT, ErrorPolicy.STOP);
        return new VirtioBlock(new VirtioBlock.Config(disk, "x", 3, 64, null, null, () -> {}));
    }

    @Override
    public VirtioMmio fresh() {
        try {
            return driver(true, false, ErrorPolicy.STOP).transport();
        } catch (BlockException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that failed where that stops the machine is in hand, and the cache is off. */
    @Override
    public void disturb(VirtioMmio device) throws Exception {
        device.core().start();
        device.write(0x28, 4096, 4);
        device.write(0x70, 3, 4);
        device.write(0x20, -1, 4);
        device.write(0x120, 0, 1);
        device.write(0x38, 16, 4);
        device.write(0x40, 0x20, 4);
        device.write(0x70, 7, 4);
        backend.node().child().close();
        ram.put64(0x20000, HEADER);
        ram.put32(0x20008, 16);
        ram.put16(0x2000c, 1);
        ram.put16(0x2000e, 1);
        ram.put64(0x20010, DATA);
        ram.put32(0x20018, 513);
        ram.put16(0x2001c, 2);
        ram.put16(0x20000 + 16 * 16 + 2, 1);
        ram.put16(0x21002, 0);
        device.write(0x50, 0, 4);
    }

    /** Nearly all of the state is one raw element of QEMU's: it is cut here and there. */
    @Test
    @Override
    public void truncatedState_isRefused() throws Exception {
        VirtioMmio source = fresh();
        disturb(source);
        byte[] saved = Sections.save(source);
        for (int length = 0; length < 49000; length += length < 128 ? 1 : 997) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(VmStateException.class, () -> Sections.load(fresh(), cut));
        }
    }

    @Test
    void read_fillsAllPieces() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 64, 1);
        header(0, 5);

        driver.offer(0, head(), new Buffer(DATA, 512, true), new Buffer(DATA + 0x2000, 1024, true), tail());

        byte[] disk = Files.readAllBytes(image);
        assertEquals(0, status());
        assertEquals(1537, driver.take(0)[1]);
        assertArrayEquals(Arrays.copyOfRange(disk, 5 * 512, 6 * 512), ram.get(DATA, 512));
        assertArrayEquals(Arrays.copyOfRange(disk, 6 * 512, 8 * 512), ram.get(DATA + 0x2000, 1024));
        assertTrue(ram.toldOf(DATA, 512));
        assertTrue(ram.toldOf(DATA + 0x2000, 1024));
        assertEquals(1, backend.stats().operations(BlockStats.Kind.READ));
        assertEquals(1536, backend.stats().bytes(BlockStats.Kind.READ));
    }

    @Test
    void write_andFlush_areInTheFile() throws Exception {
        MmioDriver driver = driver(true);
        driver.begin(ALL, 64, 1);
        byte[] data = new byte[1024];
        new Random(4).nextBytes(data);
        ram.put(DATA, data);
        header(1, 254);

        driver.offer(0, head(), new Buffer(DATA, 1024, false), tail());
        assertEquals(0, status());
        header(4, 0);
        driver.offer(0, head(), tail());

        assertEquals(0, status());
        assertArrayEquals(data, Arrays.copyOfRange(Files.readAllBytes(image), 254 * 512, 256 * 512));
        assertEquals(1, backend.stats().operations(BlockStats.Kind.FLUSH));
    }

    @Test
    void requestsBeyondTheEnd_orNotOfWholeSectors_fail() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 64, 1);
        long[] sectors = {255, 256, -1, Long.MAX_VALUE, 1L << 55};
        for (long sector : sectors) {
            header(0, sector);
            driver.offer(0, head(), new Buffer(DATA, 1024, true), tail());
            assertEquals(1, status(), "sector " + sector);
        }
        header(0, 0);
        driver.offer(0, head(), new Buffer(DATA, 100, true), tail());
        assertEquals(1, status());
        assertEquals(List.of(), driver.said().lines());
    }

    @Test
    void readOnlyDisk_saysSoAndTakesNothing() throws Exception {
        MmioDriver driver = driver(false, true, ErrorPolicy.REPORT);
        driver.begin(ALL, 64, 1);
        byte[] before = Files.readAllBytes(image);
        assertEquals(1 << 5, driver.get(0x10) & 1 << 5);
        for (int type : new int[] {1, 11, 13}) {
            header(type, 0);
            driver.offer(0, head(), new Buffer(DATA, type == 1 ? 512 : 16, false), tail());
            assertTrue(status() != 0 || type != 1, "type " + type);
        }
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void serialNumber_isTold_andUnknownRequestsAreNot() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 64, 1);
        header(8, 0);
        driver.offer(0, head(), new Buffer(DATA, 20, true), tail());
        assertEquals(0, status());
        assertEquals("serial-7", new String(ram.get(DATA, 8), StandardCharsets.US_ASCII));
        assertEquals(0, ram.get(DATA + 8, 1)[0]);

        header(77, 0);
        driver.offer(0, head(), tail());
        assertEquals(2, status());
    }

    @Test
    void zeroesAndDiscard_doTheirRange() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 64, 1);
        header(13, 0);
        ram.put64(DATA, 8);
        ram.put32(DATA + 8, 16);
        ram.put32(DATA + 12, 1);
        driver.offer(0, head(), new Buffer(DATA, 16, false), tail());
        assertEquals(0, status());
        byte[] disk = Files.readAllBytes(image);
        assertArrayEquals(new byte[16 * 512], Arrays.copyOfRange(disk, 8 * 512, 24 * 512));
        assertFalse(Arrays.equals(new byte[512], Arrays.copyOfRange(disk, 24 * 512, 25 * 512)));

        header(11, 0);
        ram.put32(DATA + 8, SECTORS);
        ram.put32(DATA + 12, 0);
        driver.offer(0, head(), new Buffer(DATA, 16, false), tail());
        assertEquals(1, status(), "beyond the end");
    }

    @Test
    void failureThatStops_comesAgainWhenTheMachineGoesOn() throws Exception {
        MmioDriver driver = driver(false, false, ErrorPolicy.STOP);
        driver.begin(ALL, 64, 1);
        backend.node().child().close();
        header(0, 0);

        driver.offer(0, head(), new Buffer(DATA, 512, true), tail());

        assertEquals(List.of("read stop false"), failures);
        assertEquals("failed", backend.ioStatus());
        assertEquals(0, driver.waiting(0));
        driver.transport().core().stop();
        byte[] saved = Sections.save(driver.transport());

        // Its successor can read: nothing of the request was lost.
        MmioDriver next = driver(false);
        Sections.load(next.transport(), saved);
        next.transport().core().start();
        assertEquals(0, status());
        assertEquals(1, ram.u16(driver.used(0) + 2));
    }

    @Test
    void driverThatCannotFlush_hasNoWriteCache_afterAMoveEither() throws Exception {
        MmioDriver driver = driver(true);
        driver.begin(0, 64, 1);
        assertFalse(backend.writeBack());
        driver.transport().core().stop();
        byte[] saved = Sections.save(driver.transport());

        VirtioMmio next = driver(true).transport();
        assertTrue(backend.writeBack());
        Sections.load(next, saved);
        next.commit();

        assertFalse(backend.writeBack());
    }

    @Test
    void configuration_isThatOfQemu() throws Exception {
        try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(8 << 20);
        }
        MmioDriver driver = driver(true);
        int[] words = {0x4000, 0, 0, 0xfe, 0x3f100010, 0x200, 0, 0, 0x00010001, 0x3fffff, 1, 1, 0x3fffff, 1};
        for (int i = 0; i < words.length; i++) {
            assertEquals(words[i], driver.get(0x100 + 4 * i), "word " + i);
        }
        assertEquals(-1, driver.get(0x138));
        assertEquals(0x31006ed4, driver.get(0x10));
        assertEquals(0x30006e54, driver(false).get(0x10));
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        ram.put16(0x429000 + 64 * 16 + 2, 1);
        ram.put16(0x42a000 + 2, 1);
        ram.put16(0x42b000 + 2, 1);
        for (String name : new String[] {"mv1-virtio-blk-0", "mv1-virtio-modern-blk-0"}) {
            byte[] body = Sections.golden(name);
            VirtioMmio device = driver(!name.contains("modern")).transport();

            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device), name);
        }
    }

    @Test
    void requestsInFlightOfAStream_areDoneFirst() throws Exception {
        MmioDriver driver = driver(true);
        driver.begin(0, 64, 1);
        driver.transport().core().stop();
        header(0, 1);
        int head = driver.add(0, head(), new Buffer(DATA, 512, true), tail());
        byte[] idle = Sections.save(driver.transport());
        byte[] saved = withElement(idle, head);

        MmioDriver next = driver(true);
        Sections.load(next.transport(), saved);
        assertArrayEquals(saved, Sections.save(next.transport()));
        next.transport().core().start();

        assertEquals(0, status());
        assertEquals(1, ram.u16(driver.used(0) + 2));
        assertArrayEquals(Arrays.copyOfRange(Files.readAllBytes(image), 512, 1024), ram.get(DATA, 512));
    }

    /** As QEMU saves it: last_avail is behind the element, which stands where there was the 0 for none. */
    private static byte[] withElement(byte[] idle, int head) {
        int queue = 12 + 8 + 4 + 57 + 4;
        int list = queue + 18;
        byte[] saved = new byte[idle.length + 1 + 49168];
        System.arraycopy(idle, 0, saved, 0, list);
        saved[queue + 17] = 1;
        saved[list] = 1;
        saved[list + 1] = (byte) head;
        System.arraycopy(idle, list, saved, list + 1 + 49168, idle.length - list);
        return saved;
    }

    @Test
    void anyRequest_isAnsweredOrBreaksTheDevice() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            MmioDriver driver = driver(round % 2 == 0);
            driver.begin(ALL, 32, 1);
            for (int i = 0; i < 60; i++) {
                request(random, driver);
            }
            driver.forget();
            driver.set(0x70, 0);
            ram.put(MmioDriver.descriptors(0), new byte[0x10000]);
            driver.begin(ALL, 32, 1);
            header(0, 0);
            driver.offer(0, head(), new Buffer(DATA, 512, true), tail());
            assertEquals(0, status(), "works after a reset");
        }
    }

    private void request(Random random, MmioDriver driver) {
        int[] types = {0, 1, 4, 8, 11, 13, 2, random.nextInt()};
        header(types[random.nextInt(types.length)], random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(300));
        ram.put64(DATA, random.nextInt(300));
        ram.put32(DATA + 8, random.nextInt(300));
        ram.put32(DATA + 12, random.nextInt(3));
        Buffer[] chain = new Buffer[random.nextInt(5) + 1];
        boolean writable = false;
        for (int i = 0; i < chain.length; i++) {
            writable |= random.nextBoolean();
            int length =
                    random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(4) * 512 + random.nextInt(3) * 8 + 1;
            chain[i] = new Buffer(i == 0 ? HEADER : DATA + random.nextInt(0x8000), i == 0 ? 16 : length, writable);
        }
        driver.offer(0, chain);
    }
}
