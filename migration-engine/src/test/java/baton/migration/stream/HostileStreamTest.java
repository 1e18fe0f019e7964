package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged captures: a stream is loaded or refused with a VmStateException; nothing else, and soon. */
class HostileStreamTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final RamPlan NOTHING_COPIED = new RamPlan() {
        @Override
        public RamPolicy ram(RamBlock block) {
            return RamPolicy.BY_FD;
        }
    };

    @Test
    void everyTruncationBeforeTheEndMark_isRefused() throws Exception {
        CapturedStream stream = new CapturedStream(CapturedStream.golden("cpr-transfer.main"));
        try (TestVm ram = TestVm.microvm("m0", stream.freshSections())) {
            assertTimeout(LONG, () -> {
                for (int length = 0; length <= stream.endAt; length++) {
                    byte[] cut = Arrays.copyOf(stream.bytes, length);
                    assertThrows(
                            VmStateException.class, () -> load(stream, ram, cut, NOTHING_COPIED), "cut at " + length);
                }
            });
        }
    }

    @Test
    void truncationsInsideRam_areRefused() throws Exception {
        CapturedStream stream = new CapturedStream(CapturedStream.golden("mv1-plain"));
        try (TestVm ram = TestVm.microvm("microvm.ram", stream.freshSections())) {
            assertTimeout(LONG, () -> {
                for (int length = 100; length < stream.devicesAt; length += 4999) {
                    byte[] cut = Arrays.copyOf(stream.bytes, length);
                    assertThrows(
                            VmStateException.class, () -> load(stream, ram, cut, RamPlan.COPY_ALL), "cut at " + length);
                }
            });
        }
    }

    @Test
    void everyFlippedByte_isLoadedOrRefused() throws Exception {
        CapturedStream stream = new CapturedStream(CapturedStream.golden("cpr-transfer.main"));
        Random random = new Random(42);
        try (TestVm ram = TestVm.microvm("m0", stream.freshSections())) {
            assertTimeout(LONG, () -> {
                int refused = 0;
                for (int at = 0; at < stream.bytes.length; at += at <= stream.endAt + 5 ? 1 : 500) {
                    byte[] flipped = stream.bytes.clone();
                    flipped[at] ^= (byte) (1 + random.nextInt(255));
                    refused += refuses(stream, ram, flipped) ? 1 : 0;
                }
                assertTrue(refused > 500, "only " + refused + " refused");
            });
        }
    }

    @Test
    void noiseInPlaceOfRamItems_staysInsideTheBlocks() throws Exception {
        CapturedStream stream = new CapturedStream(CapturedStream.golden("cpr-transfer.main"));
        Random random = new Random(43);
        try (TestVm ram = TestVm.microvm("m0", stream.freshSections())) {
            assertTimeout(LONG, () -> {
                for (int round = 0; round < 2000; round++) {
                    byte[] noise = noise(random);
                    assertThrows(VmStateException.class, () -> load(stream, ram, noise, RamPlan.COPY_ALL));
                }
            });
        }
    }

    /** A good beginning, then items with plausible flags and wild offsets. */
    private static byte[] noise(Random random) {
        int[] flags = {2, 4, 8, 0x10, 0x22, 0x28, 0x40, 0x200};
        StreamBytes stream = StreamBytes.machine("microvm").ram();
        for (int item = 0; item < 20; item++) {
            int flag = flags[random.nextInt(flags.length)];
            long offset = random.nextLong() >> random.nextInt(64) & ~0xfffL;
            stream.u64(offset | flag);
            if ((flag & 0x20) == 0) {
                stream.str8(random.nextInt(8) == 0 ? "other" : "pc.bios");
            }
            stream.zeros((flag & 8) != 0 ? 4096 : 1);
        }
        return stream.toBytes();
    }

    private static boolean refuses(CapturedStream stream, TestVm ram, byte[] bytes) {
        try {
            load(stream, ram, bytes, NOTHING_COPIED);
            return false;
        } catch (VmStateException e) {
            return true;
        }
    }

    private static void load(CapturedStream stream, TestVm ram, byte[] bytes, RamPlan plan) throws VmStateException {
        TestVm fresh = new TestVm("microvm", stream.freshSections()).sharing(ram);
        IncomingStream.load(
                fresh,
                new MemoryChannel(bytes),
                StreamOptions.DEFAULT,
                plan,
                new CollectingReporter(),
                new PlainThreads());
    }
}
