package baton.tests.arch.planted.d2signature.nat.libc;

import com.kenai.jffi.MemoryIO;

/** Hands a jffi type to its callers. */
public final class GivesJnrOut {
    public MemoryIO memory() {
        return MemoryIO.getInstance();
    }
}
