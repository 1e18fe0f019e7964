package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.base.Bytes;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.time.VirtualClock;
import baton.machine.time.testing.FakeClock;
import baton.migration.vmstate.VmStateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvmPitTest implements VmStateContract<KvmPit> {
    private static final int LOAD_TIME = 16; // of channel 0, in kvm_pit_channel_state
    private static final int NEXT_TRANSITION = 4 + 3 * 32; // in the section: its second copy, at the end

    private final FakeKvm kvm = new FakeKvm();
    private final FakeClock host = new FakeClock(5_000_000_000L);
    private final VirtualClock clock = new VirtualClock(host);

    @Override
    public KvmPit fresh() {
        return new KvmPit(new FakeKvm(), new VirtualClock(new FakeClock(0)));
    }

    @Override
    public void disturb(KvmPit section) throws Exception {
        Sections.load(section, Sections.golden("mv1-i8254-0"));
    }

    private ByteBuffer kernel() {
        return ByteBuffer.wrap(kvm.pit).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** QEMU computed its next transition at the one before, so that is when we save. */
    @ParameterizedTest
    @CsvSource({"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_goesThroughTheKernelAndBack(String stream) throws Exception {
        byte[] body = Sections.golden(stream + "-i8254-0");
        long next = Bytes.u64(body, NEXT_TRANSITION);
        clock.set(next - Bytes.u32(body, 4) * 1_000_000_000L / 1193182 + 100);
        KvmPit destination = new KvmPit(kvm, clock);
        Sections.load(destination, body);
        clock.start();
        destination.vmStarting();
        clock.stop();
        KvmPit source = new KvmPit(kvm, clock);
        source.vmStopped();

        assertArrayEquals(body, Sections.save(source));
    }

    @Test
    void timeStoppedFor_isNotSeenByTheCounter() throws Exception {
        KvmPit pit = new KvmPit(kvm, clock);
        clock.start();
        pit.vmStarting();
        assertEquals(5_000_000_000L, kernel().getLong(LOAD_TIME));
        host.advance(1000);

        clock.stop();
        pit.vmStopped();
        host.advance(3_600_000_000_000L);
        clock.start();
        pit.vmStarting();

        assertEquals(5_000_000_000L + 3_600_000_000_000L, kernel().getLong(LOAD_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 100, 0, 101",
        "2, 100, 150, 201",
        "2, 100, 200, 300",
        "3, 100, 20, 50",
        "3, 100, 70, 100",
        "0, 100, 30, 100",
        "4, 100, 100, 101"
    })
    void nextTransition_isThatOfTheMode(int mode, int count, long elapsed, long expectedTick) throws Exception {
        KvmPit pit = new KvmPit(kvm, clock);
        kernel().putInt(0, count).put(13, (byte) mode).putLong(LOAD_TIME, host.now());
        clock.start();
        host.advance((elapsed * 1_000_000_000L + 1193181) / 1193182);
        clock.stop();
        pit.vmStopped();

        long next = Bytes.u64(Sections.save(pit), NEXT_TRANSITION);

        assertEquals(expectedTick * 1_000_000_000L / 1193182, next);
    }

    @Test
    void finishedOneShot_hasNoTransition() throws Exception {
        KvmPit pit = new KvmPit(kvm, clock);
        kernel().putInt(0, 10).put(13, (byte) 0).putLong(LOAD_TIME, host.now());
        clock.start();
        host.advance(1_000_000_000L);
        clock.stop();
        pit.vmStopped();

        assertEquals(-1, Bytes.u64(Sections.save(pit), NEXT_TRANSITION));
    }

    @Test
    void countOfZero_isRefused() throws Exception {
        byte[] body = Sections.golden("mv1-i8254-0");
        Bytes.put32(body, 4, 0);

        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));

        assertEquals("i8254: channel 0 counts from 0", e.getMessage());
    }
}
