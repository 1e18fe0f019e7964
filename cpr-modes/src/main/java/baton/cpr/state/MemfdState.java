package baton.cpr.state;

import baton.base.Bytes;
import baton.base.Reporter;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A CPR state in a memfd that survives exec: each descriptor is its number. */
public final class MemfdState implements FdChannel {
    private static final String NAME = "QEMU_CPR_EXEC_STATE";
    private static final int LAST_STANDARD = 2;
    private static final int MAX_BYTES = 1 << 20;

    private final Fd memfd;

    private MemfdState(Fd memfd) {
        this.memfd = memfd;
    }

    /** Makes a memfd with the state; close-on-exec. The caller closes. */
    public static Fd create(List<CprFd> elements) throws IOException {
        Fd memfd = Memfd.create(NAME, false);
        boolean whole = false;
        try {
            CprState.write(elements, new MemfdState(memfd));
            whole = true;
            return memfd;
        } finally {
            if (!whole) {
                memfd.close();
            }
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        memfd.writeFully(bytes, 0, bytes.length);
    }

    @Override
    public void putFd(Fd fd) throws IOException {
        byte[] number = new byte[4];
        Bytes.put32(number, 0, fd.number());
        write(number);
    }

    /** Reads a state from its beginning; its descriptors are the caller's and close-on-exec again. */
    public static List<CprFd> read(Fd memfd, Reporter reporter) throws IOException {
        byte[] bytes = content(memfd);
        return CprState.read(new Input(bytes), reporter);
    }

    /** What a memfd holds; nothing when it cannot be read, which then is no CPR state. */
    public static byte[] content(Fd memfd) {
        try {
            memfd.seek(0, Sys.SEEK_SET);
            byte[] bytes = new byte[(int) Math.min(memfd.size(), MAX_BYTES)];
            int length = 0;
            int n = 1;
            while (n > 0 && length < bytes.length) {
                n = memfd.read(bytes, length, bytes.length - length);
                length += Math.max(0, n);
            }
            return Arrays.copyOf(bytes, length);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static final class Input extends FdInput {
        Input(byte[] bytes) {
            super(bytes, bytes.length);
        }

        @Override
        Fd getFd() throws IOException {
            int number = be32();
            if (number <= LAST_STANDARD) {
                throw new IOException("descriptor " + number);
            }
            Fd fd = Fd.owned(number);
            fd.closeOnExec(true);
            return fd;
        }
    }
}
