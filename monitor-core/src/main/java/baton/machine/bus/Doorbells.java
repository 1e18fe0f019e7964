package baton.machine.bus;

import baton.base.AnyThread;
import baton.nat.libc.EventFd;
import java.io.IOException;

/** Writes to addresses outside RAM that the kernel turns into a signal, so that the processor goes on at once. */
@AnyThread
public interface Doorbells {
    /** None: every write reaches its device. */
    Doorbells NONE = new Doorbells() {
        @Override
        public void attach(long address, int size, long value, EventFd bell) {}

        @Override
        public void detach(long address, int size, long value, EventFd bell) {}
    };

    /** From now on a write of {@code value} to {@code size} bytes at {@code address} signals {@code bell} and does no more. */
    void attach(long address, int size, long value, EventFd bell) throws IOException;

    /** Ends that; {@code bell} is still open. */
    void detach(long address, int size, long value, EventFd bell) throws IOException;
}
