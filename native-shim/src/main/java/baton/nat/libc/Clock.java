package baton.nat.libc;

/** The kernel's clocks in nanoseconds. Any thread. */
public final class Clock {
    private Clock() {}

    /** CLOCK_MONOTONIC, which KVM's PIT and kvmclock count in; System.nanoTime reads the same clock on Linux. */
    public static long monotonicNanos() {
        return System.nanoTime();
    }

    /** CLOCK_REALTIME, nanoseconds since the epoch. */
    public static long realtimeNanos() {
        try (NativeBuffer time = NativeBuffer.allocate(16)) {
            Syscall.call(Sys.CLOCK_GETTIME, 0, time.address(), 0);
            return time.getLong(0) * 1_000_000_000L + time.getLong(8);
        }
    }
}
