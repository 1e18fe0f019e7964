package baton.device.virtio.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioMmio;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.migration.vmstate.VmStateException;
import baton.monitor.testing.FakeChardev;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VirtioSerialTest implements DeviceContract<VirtioMmio>, HostileDriverContract {
    private static final long ALL = -1;
    private static final int CONTROL_IN = 2;
    private static final int CONTROL_OUT = 3;
    private static final int IN = 4;
    private static final int OUT = 5;

    private final FakeRam ram = new FakeRam(0x500000);
    private final List<String> events = new ArrayList<>();
    private FakeChardev chardev = new FakeChardev();
    private FakeChardev console = new FakeChardev();

    private MmioDriver driver(boolean legacy, PortSettings... ports) {
        VirtioSerial device =
                new VirtioSerial("vs.0", 31, List.of(ports), null, (name, data) -> events.add(name + " " + data));
        return new MmioDriver(device, legacy, ram);
    }

    /** A console at port 0 and another port at port 1. */
    private MmioDriver two() {
        return driver(
                false,
                new PortSettings(0, true, null, "con", console),
                new PortSettings(1, false, "org.test", "p1", chardev));
    }

    private PortSettings one() {
        return new PortSettings(1, false, "p0", null, new FakeChardev());
    }

    private void control(MmioDriver driver, int port, int event, int value) {
        ram.put32(0x8000, port);
        ram.put16(0x8004, event);
        ram.put16(0x8006, value);
        driver.offer(CONTROL_OUT, new Buffer(0x8000, 8, false));
        driver.take(CONTROL_OUT);
    }

    private void takeControl(MmioDriver driver, int buffers) {
        for (int i = 0; i < buffers; i++) {
            driver.offer(CONTROL_IN, new Buffer(0x9000 + 0x40L * i, 64, true));
        }
    }

    private String heard(MmioDriver driver) {
        StringBuilder text = new StringBuilder();
        while (driver.waiting(CONTROL_IN) > 0) {
            int[] back = driver.take(CONTROL_IN);
            long at = 0x9000 + 0x40L * back[0];
            text.append(ram.u32(at))
                    .append(':')
                    .append(ram.u16(at + 4))
                    .append('=')
                    .append(ram.u16(at + 6));
            text.append(new String(ram.get(at + 8, back[1] - 8), StandardCharsets.US_ASCII).replace('\0', '.'));
            text.append(' ');
        }
        return text.toString();
    }

    private void write(MmioDriver driver, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ram.put(0x1000, bytes);
        driver.offer(OUT, new Buffer(0x1000, bytes.length, false));
    }

    // ---- contract

    @Override
    public VirtioMmio fresh() {
        return driver(true, one()).transport();
    }

    @Override
    public void disturb(VirtioMmio device) {
        device.core().start();
        device.write(0x28, 4096, 4);
        device.write(0x70, 3, 4);
        device.write(0x20, 0x2, 4);
        for (int queue = 0; queue < 6; queue++) {
            device.write(0x30, queue, 4);
            device.write(0x38, 16, 4);
            device.write(0x3c, 4096, 4);
            device.write(0x40, 0x10 * (queue + 1), 4);
        }
        device.write(0x70, 7, 4);
        ram.put32(0x8000, 1);
        ram.put16(0x8004, 6);
        ram.put16(0x8006, 1);
        ram.put64(0x40000, 0x8000);
        ram.put32(0x40008, 8);
        ram.put32(0x4000c, 0);
        ram.put16(0x40000 + 256 + 4, 0);
        ram.put16(0x40000 + 256 + 2, 1);
        ram.put16(0x42000 + 2, 0);
        ram.put32(0x41000, 0);
        device.write(0x50, 3, 4);
    }

    @Override
    public VirtioDevice hostile() {
        return new VirtioSerial("vs.0", 31, List.of(one()), null, (name, data) -> {});
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        ram.put16(0x413000 + 64 * 16 + 2, 1); // what the guest had in its rings
        ram.put16(0x414000 + 2, 1);
        ram.put16(0x415000 + 2, 1);
        for (String name : new String[] {"mv1-virtio-console-0", "mv1-virtio-modern-console-0"}) {
            byte[] body = Sections.golden(name);
            VirtioMmio device = driver(!name.contains("modern"), one()).transport();

            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device), name);
        }
    }

    // ---- what drivers are told

    @Test
    void driverThatIsReady_isToldOfEveryPort() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        takeControl(driver, 10);
        control(driver, 0, 0, 1);
        assertEquals("0:1=1 1:1=1 ", heard(driver));

        control(driver, 0, 3, 1);
        control(driver, 1, 3, 1);
        assertEquals("0:4=1 0:6=1 1:7=1org.test. 1:6=1 ", heard(driver));
    }

    @Test
    void messageWithoutABuffer_waitsForOne() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        control(driver, 0, 0, 1);
        takeControl(driver, 1);
        assertEquals("0:1=1 ", heard(driver));
    }

    @Test
    void hostThatLeavesAndComesBack_isToldOf() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        takeControl(driver, 8);
        chardev.reconnect();
        console.reconnect();
        assertEquals("1:6=0 1:6=1 ", heard(driver), "a console is always there");
    }

    @Test
    void guestThatOpens_isToldToClients() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        control(driver, 1, 6, 1);
        control(driver, 1, 6, 1);
        control(driver, 0, 6, 1);
        control(driver, 1, 6, 0);
        assertEquals("[VSERPORT_CHANGE {open=true, id=p1}, VSERPORT_CHANGE {open=false, id=p1}]", events.toString());
    }

    @Test
    void badControl_isReported() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        control(driver, 9, 6, 1);
        control(driver, -1, 6, 1);
        control(driver, 0, 0, 0);
        control(driver, 1, 3, 0);
        control(driver, 1, 77, 1);
        assertEquals(
                List.of(
                        "virtio-serial-bus: Unexpected port id 9 for device vs.0",
                        "virtio-serial-bus: Unexpected port id 4294967295 for device vs.0",
                        "virtio-serial-bus: Guest failure in adding device vs.0",
                        "virtio-serial-bus: Guest failure in adding port 1 for device vs.0"),
                driver.said().lines());
    }

    // ---- bytes

    @Test
    void bytes_goOutInOrder_andWaitWhereTheyAreWhenNobodyReads() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        write(driver, "one ");
        assertEquals("one ", chardev.read());

        chardev.stall(3);
        write(driver, "two ");
        assertEquals(1, driver.waiting(OUT), "the second waits");
        chardev.drained();
        assertEquals(2, driver.waiting(OUT));
        assertEquals("two ", chardev.read());
    }

    @Test
    void bytes_comeInWhenTheGuestHasOpenedThePort() {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        driver.offer(IN, new Buffer(0x2000, 4, true));
        chardev.type("abcdef");
        assertEquals(0, driver.waiting(IN));

        control(driver, 1, 6, 1);
        assertArrayEquals(new int[] {0, 4}, driver.take(IN));
        assertEquals("abcd", new String(ram.get(0x2000, 4), StandardCharsets.US_ASCII));
        assertEquals(2, chardev.unread());
        driver.offer(IN, new Buffer(0x3000, 100, true));
        assertArrayEquals(new int[] {1, 2}, driver.take(IN));
        assertEquals("ef", new String(ram.get(0x3000, 2), StandardCharsets.US_ASCII));
    }

    @Test
    void portWithNobodyBehindIt_swallowsWhatIsWritten() {
        MmioDriver driver = driver(false, new PortSettings(1, false, null, null, null));
        driver.begin(ALL, 16, 8);
        write(driver, "lost");
        assertEquals(1, driver.waiting(OUT));
        driver.offer(7, new Buffer(0x1000, 4, false));
        assertEquals(1, driver.waiting(7), "a port that is not there too");
    }

    @Test
    void emergencyWrite_goesToTheConsole() {
        MmioDriver driver = two();
        driver.transport().write(0x108, '!', 4);
        assertEquals("!", console.read());
        assertEquals(31, driver.transport().read(0x104, 4));
    }

    // ---- hand-overs and hostile input

    @Test
    void stoppedMachine_takesNothing_andLosesNothing() throws Exception {
        MmioDriver driver = two();
        driver.begin(ALL, 16, 6);
        control(driver, 1, 6, 1);
        driver.offer(IN, new Buffer(0x2000, 16, true));
        driver.transport().core().stop();
        write(driver, "later");
        chardev.type("xy");
        assertEquals("", chardev.read());
        byte[] saved = Sections.save(driver.transport());

        chardev = new FakeChardev();
        console = new FakeChardev();
        MmioDriver next = two();
        next.transport().core().stop();
        Sections.load(next.transport(), saved);
        next.transport().commit();
        chardev.type("xy");
        next.transport().core().start();
        assertEquals("later", chardev.read());
        assertEquals("xy", new String(ram.get(0x2000, 2), StandardCharsets.US_ASCII));
    }

    @Test
    void anyChangeOfAStream_endsInAnError() throws Exception {
        byte[] body = Sections.golden("mv1-virtio-console-0");
        for (int at = 0; at < body.length; at += at < 1300 ? 1 : 37) {
            byte[] bad = body.clone();
            bad[at] ^= (byte) 0xff;
            try {
                Sections.load(driver(true, one()).transport(), bad);
            } catch (VmStateException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void anyChainInAnyQueue_isSurvived() {
        Random random = new Random(3);
        for (int round = 0; round < 30; round++) {
            chardev = new FakeChardev();
            console = new FakeChardev();
            MmioDriver driver = two();
            driver.begin(round % 2 == 0 ? ALL : 0, 16, 6);
            for (int i = 0; i < 300; i++) {
                chaos(random, driver);
            }
            ram.put(0x10000, new byte[0x80000]);
        }
        assertTrue(events.size() < 10000);
    }

    private void chaos(Random random, MmioDriver driver) {
        Buffer[] chain = new Buffer[1 + random.nextInt(4)];
        for (int i = 0; i < chain.length; i++) {
            long address = random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(0x10000);
            int length = random.nextInt(30) == 0 ? random.nextInt(0x100000) : random.nextInt(300);
            chain[i] = new Buffer(address, length, random.nextBoolean());
        }
        switch (random.nextInt(7)) {
            case 0 -> ram.put16(0x10000 + 2L * random.nextInt(0x30000), random.nextInt(0x10000));
            case 1 -> chardev.type("some bytes");
            case 2 -> control(driver, random.nextInt(3), random.nextInt(8), random.nextInt(2));
            case 3 -> driver.transport().write(random.nextInt(0x200), random.nextInt(40), 4);
            default -> driver.offer(random.nextInt(6), chain);
        }
    }
}
