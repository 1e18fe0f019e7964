package baton.nat.libc;

/** Files that live in memory and have no name (memfd_create(2)). Any thread. */
public final class Memfd {
    private Memfd() {}

    /** Creates an empty one, close-on-exec; {@code sealable} allows {@link #seal} later. */
    public static Fd create(String name, boolean sealable) throws ErrnoException {
        return create(name, Sys.MFD_CLOEXEC | (sealable ? Sys.MFD_ALLOW_SEALING : 0));
    }

    /** Creates one with {@code Sys.MFD_*} flags of the caller's, such as huge pages. */
    public static Fd create(String name, int flags) throws ErrnoException {
        try (NativeBuffer text = NativeBuffer.string(name)) {
            return Fd.owned((int)
                    Syscall.checked("memfd_create", Sys.MEMFD_CREATE, text.address(), flags | Sys.MFD_CLOEXEC, 0));
        }
    }

    /** Adds seals, {@code Sys.F_SEAL_*}: what is sealed no process can undo. */
    public static void seal(Fd fd, int seals) throws ErrnoException {
        Syscall.checked("fcntl", Sys.FCNTL, fd.number(), Sys.F_ADD_SEALS, seals);
    }
}
