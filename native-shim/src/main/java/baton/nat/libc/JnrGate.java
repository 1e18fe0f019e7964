package baton.nat.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * System calls through jnr-ffi and libc's {@code syscall(2)}: where the stub cannot be bound, and to test it against.
 * Seven arguments, so jnr-ffi 2.3.4's wrong sixth argument of its x86 stubs is not met.
 */
final class JnrGate implements Gate {
    /** libc as jnr-ffi sees it; public because jnr-ffi generates the implementation. */
    public interface LibC {
        /** syscall(2). */
        long syscall(long number, long a, long b, long c, long d, long e, long f);
    }

    private final LibC libc = LibraryLoader.create(LibC.class).load("c");
    private final Runtime runtime = Runtime.getRuntime(libc);

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        long result = libc.syscall(number, a, b, c, d, e, f);
        return result == -1 ? -runtime.getLastError() : result;
    }
}
