package baton.machine.irq;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One channel of an 8254: {@code pit channel} in the stream, {@code struct kvm_pit_channel_state} (24 bytes) in the
 * kernel. {@code loadTime} is virtual time here and in the stream, host monotonic time in the kernel.
 */
final class PitChannel implements Struct {
    static final int SIZE = 24;

    private static final int FREQUENCY = 1193182;
    private static final long SECOND = 1_000_000_000L;
    private static final int MODE = 7; // positions in BYTES
    private static final int GATE = 9;
    private static final int FULL_COUNT = 0x10000;
    private static final String[] BYTES = {
        "count_latched",
        "status_latched",
        "status",
        "read_state",
        "write_state",
        "write_latch",
        "rw_mode",
        "mode",
        "bcd",
        "gate"
    };

    private int count;
    private int latchedCount;
    private final int[] bytes = new int[BYTES.length];
    private long loadTime;
    private long nextTransition;

    void reset(boolean gate, long now) {
        count = FULL_COUNT;
        latchedCount = 0;
        Arrays.fill(bytes, 0);
        bytes[MODE] = 3;
        bytes[GATE] = gate ? 1 : 0;
        loadTime = now;
        nextTransition = 0;
    }

    /** Reads the kernel's form; {@code offset} is virtual time less host time. */
    void get(ByteBuffer from, long offset) {
        count = from.getInt();
        if (count == 0) {
            count = FULL_COUNT;
        }
        latchedCount = from.getShort() & 0xffff;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = from.get() & 0xff;
        }
        loadTime = from.getLong() + offset;
    }

    /** Writes the kernel's form. */
    void put(ByteBuffer to, long offset) {
        to.putInt(count).putShort((short) latchedCount);
        for (int value : bytes) {
            to.put((byte) value);
        }
        to.putLong(loadTime - offset);
    }

    /**
     * When the output changes next after {@code now}, or -1 when it does not. A PIT in QEMU's user space ticks from there,
     * and never again without it.
     */
    long transitionAfter(long now) {
        long elapsed = muldiv(Math.max(0, now - loadTime), FREQUENCY, SECOND);
        long next = nextTick(elapsed);
        return next < 0 ? -1 : Math.max(loadTime + muldiv(next, SECOND, FREQUENCY), now + 1);
    }

    void nextTransition(long at) {
        nextTransition = at;
    }

    /** Ticks at the next change of the output; Intel 8254 data sheet, mode definitions. */
    private long nextTick(long elapsed) {
        long begun = elapsed / count * count;
        int half = (count + 1) / 2;
        return switch (bytes[MODE]) {
            case 2 -> elapsed == begun && elapsed != 0 ? begun + count : begun + count + 1;
            case 3 -> elapsed - begun < half ? begun + half : begun + count;
            case 0, 1 -> elapsed < count ? count : -1;
            case 4, 5 -> elapsed < count ? count : elapsed == count ? count + 1 : -1; // a strobe of one tick
            default -> -1; // never programmed
        };
    }

    /** {@code a * b / c} for values whose product does not fit a long. */
    private static long muldiv(long a, long b, long c) {
        return a / c * b + a % c * b / c;
    }

    @Override
    public String vmsd() {
        return "pit channel";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        count = v.i32("count", count);
        latchedCount = v.u16("latched_count", latchedCount);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = v.u8(BYTES[i], bytes[i]);
        }
        loadTime = v.i64("count_load_time", loadTime);
        nextTransition = v.i64("next_transition_time", nextTransition);
    }

    void check(int number) throws VmStateException {
        if (count < 1 || count > FULL_COUNT) {
            throw VmStateException.corrupt("i8254: channel " + number + " counts from " + count);
        }
    }
}
