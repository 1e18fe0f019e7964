package baton.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.guest.GuestLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The test guest's header page at one moment. */
public record GuestCounters(ByteBuffer page) {
    /** From the bytes at {@link GuestLayout#HEADER}. */
    static GuestCounters of(byte[] page) {
        return new GuestCounters(ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Whether the guest has begun to count. */
    public boolean valid() {
        return magic().equals(GuestLayout.MAGIC);
    }

    private String magic() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GuestLayout.MAGIC.length(); i++) {
            text.append((char) (page.get(i) & 0xff));
        }
        return text.toString();
    }

    /** One of the u64 of {@link GuestLayout}. */
    public long at(int offset) {
        return page.getLong(offset);
    }

    public long pit() {
        return at(GuestLayout.PIT_TICKS);
    }

    public long lines() {
        return at(GuestLayout.LINES);
    }

    public long clockNanos() {
        return at(GuestLayout.CLOCK_NANOS);
    }

    public int cpus() {
        return (int) at(GuestLayout.CPUS_ONLINE);
    }

    public long lapic(int cpu) {
        return at(GuestLayout.ofCpu(cpu, GuestLayout.CPU_LAPIC_TICKS));
    }

    public long checks(int cpu) {
        return at(GuestLayout.ofCpu(cpu, GuestLayout.CPU_CHECKS));
    }

    /** Fails if the guest found anything changed that should not have. */
    public void assertNoFailures() {
        assertEquals(0, at(GuestLayout.FAILURES), "last kind " + at(GuestLayout.LAST_FAILURE));
    }

    /** Fails unless every counter has gone on from {@code before}: nothing lost, nothing begun anew, all CPUs alive. */
    public void assertWentOnFrom(GuestCounters before) {
        assertNoFailures();
        assertEquals(before.cpus(), cpus(), "CPUs running");
        assertTrue(hasGoneOnFrom(before), () -> "not all has gone on: " + before + " -> " + this);
    }

    /** Whether every counter has gone on from {@code before}. A line is counted when it has been printed, long after its tick. */
    public boolean hasGoneOnFrom(GuestCounters before) {
        boolean on = cpus() == before.cpus() && pit() > before.pit() && lines() > before.lines();
        for (int cpu = 0; cpu < before.cpus(); cpu++) {
            on &= lapic(cpu) > before.lapic(cpu) && checks(cpu) > before.checks(cpu);
        }
        return on;
    }

    /**
     * Fails unless both timers ran at their rates since {@code before}, by the guest's own clock. Bounds are wide: on a
     * loaded host a tick may come late or be left out, but a divider restored wrongly is off by far more.
     */
    public void assertRatesSince(GuestCounters before) {
        double seconds = (clockNanos() - before.clockNanos()) / 1e9;
        assertTrue(seconds > 0.05, "guest clock went on by " + seconds + " s");
        assertBetween(60, 150, (pit() - before.pit()) / seconds, "PIT ticks a second, over " + seconds);
        assertBetween(25, 75, (lapic(0) - before.lapic(0)) / seconds, "LAPIC ticks a second, over " + seconds);
    }

    private static void assertBetween(double low, double high, double value, String what) {
        assertTrue(low <= value && value <= high, what + ": " + value);
    }

    @Override
    public String toString() {
        StringBuilder each = new StringBuilder();
        for (int cpu = 0; cpu < cpus(); cpu++) {
            each.append(" lapic").append(cpu).append('=').append(lapic(cpu));
            each.append(" checks").append(cpu).append('=').append(checks(cpu));
        }
        return "pit=" + pit() + " lines=" + lines() + each + " clock=" + clockNanos() + " cpus=" + cpus() + " failures="
                + at(GuestLayout.FAILURES) + " (kind " + at(GuestLayout.LAST_FAILURE) + ")";
    }
}
