package baton.cpr.state;

import baton.nat.libc.Fd;
import java.io.IOException;

/** Where a CPR state is written to: bytes and descriptors in one order. */
public interface FdChannel {
    /** Writes bytes. */
    void write(byte[] bytes) throws IOException;

    /** Writes a descriptor, in the way of the channel; it stays open here and the caller's. */
    void putFd(Fd fd) throws IOException;
}
