package baton.nat.libc;

/** Both ends of a pipe, close-on-exec; the caller closes each. */
public final class Pipe {
    private final Fd reader;
    private final Fd writer;

    private Pipe(int reader, int writer) {
        this.reader = Fd.owned(reader);
        this.writer = Fd.owned(writer);
    }

    /** Creates one, both ends blocking. */
    public static Pipe create() throws ErrnoException {
        try (NativeBuffer pair = NativeBuffer.allocate(8)) {
            Syscall.checked("pipe2", Sys.PIPE2, pair.address(), Sys.O_CLOEXEC, 0);
            return new Pipe(pair.getInt(0), pair.getInt(4));
        }
    }

    /** The end to read from. */
    public Fd reader() {
        return reader;
    }

    /** The end to write to. */
    public Fd writer() {
        return writer;
    }
}
