package baton.tests.arch.planted.d2use.monitor;

import com.kenai.jffi.MemoryIO;

/** Uses jffi outside of the native layer. */
final class NamesJnr {
    byte peek(long address) {
        return MemoryIO.getInstance().getByte(address);
    }
}
