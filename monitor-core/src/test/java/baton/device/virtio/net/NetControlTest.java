package baton.device.virtio.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a driver asks of the control queue, and what comes of it. */
class NetControlTest extends CardFixture {
    @Test
    void filter_letsThroughWhatTheDriverWants() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 64, 3);
        for (int i = 0; i < 20; i++) {
            driver.offer(RX, new Buffer(0x1000 + 0x100L * i, 256, true));
        }
        assertEquals(0, control(driver, 0, 0, 0), "not promiscuous");
        byte[] other = frame(60);
        other[5] = 9;
        byte[] group = frame(60);
        group[0] = 1;
        byte[] everybody = frame(60);
        Arrays.fill(everybody, 0, 6, (byte) -1);
        byte[] tagged = frame(60);
        System.arraycopy(new byte[] {(byte) 0x81, 0, 0, 5}, 0, tagged, 12, 4);

        passes(driver, 1, frame(60), other, group, tagged);
        passes(driver, 1, everybody, other);
        assertEquals(0, control(driver, 0, 5, 1), "no broadcast");
        passes(driver, 0, everybody);
        assertEquals(0, control(driver, 0, 1, 1), "all groups");
        passes(driver, 1, group);
        assertEquals(0, control(driver, 2, 0, 5, 0), "VLAN 5");
        passes(driver, 1, tagged);
        assertEquals(0, control(driver, 1, 1, other[0], other[1], other[2], other[3], other[4], other[5]));
        passes(driver, 1, other, frame(60));
        assertEquals(other[5], driver.transport().read(0x105, 1));
        Map<String, Object> shown = card.card().rxFilter();
        assertEquals("52:54:00:12:34:09", shown.get("main-mac"));
        assertEquals("[5]", shown.get("vlan-table").toString());
    }

    private void passes(MmioDriver driver, int expected, byte[]... frames) throws IOException {
        int before = driver.waiting(RX);
        for (byte[] frame : frames) {
            peer.writeFully(frame, 0, frame.length);
        }
        settle();
        assertEquals(before + expected, driver.waiting(RX));
    }

    @Test
    void table_isKeptOrCountsAsEverybody() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        assertEquals(0, control(driver, 1, 0, 1, 0, 0, 0, 2, 2, 2, 2, 2, 2, 1, 0, 0, 0, 3, 3, 3, 3, 3, 3));
        Map<String, Object> shown = card.card().rxFilter();
        assertEquals("[02:02:02:02:02:02]", shown.get("unicast-table").toString());
        assertEquals("[03:03:03:03:03:03]", shown.get("multicast-table").toString());

        int[] many = new int[2 + 4 + 65 * 6 + 4];
        many[0] = 1;
        many[2] = 65;
        assertEquals(0, control(driver, many));
        assertEquals(true, card.card().rxFilter().get("unicast-overflow"));
    }

    @Test
    void nonsense_isRefusedByTheControlQueue() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        int[][] commands = {
            {0, 9, 0},
            {1, 0, 1, 0, 0, 0},
            {1, 0, 255, 255, 255, 255, 0},
            {1, 1, 1, 2},
            {2, 0, 0, 16},
            {2, 7, 1, 0},
            {3, 0, 0},
            {4, 0, 1, 0},
            {5, 0, 1, 0, 0, 0, 0, 0, 0, 0},
            {99, 99, 99}
        };
        for (int[] command : commands) {
            assertEquals(1, control(driver, command), Arrays.toString(command));
        }
        assertEquals("[]", driver.said().lines().toString());
    }

    @Test
    void announcement_isAskedOfTheDriverAndMadeForIt() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        assertEquals(1, driver.transport().read(0x106, 2));

        card.card().announce();
        assertEquals(3, driver.transport().read(0x106, 2));
        assertEquals(2, driver.get(0x60) & 2);
        byte[] rarp = heard();
        assertEquals(60, rarp.length);
        assertArrayEquals(new byte[] {(byte) 0x80, 0x35}, Arrays.copyOfRange(rarp, 12, 14));
        assertArrayEquals(MAC, Arrays.copyOfRange(rarp, 6, 12));

        assertEquals(0, control(driver, 3, 0, 0), "acknowledged");
        assertEquals(1, driver.transport().read(0x106, 2));
    }
}
