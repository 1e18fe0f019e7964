package baton.nat.libc;

/** The master side of a new pseudo terminal (pty(7)). The caller closes {@link #master}. */
public final class PseudoTerminal {
    private final Fd master;
    private final String path;

    private PseudoTerminal(Fd master, String path) {
        this.master = master;
        this.path = path;
    }

    /** Opens one; its other side is raw and nobody has it open. The master is non-blocking. */
    public static PseudoTerminal open() throws ErrnoException {
        Fd master = Files.open("/dev/ptmx", Sys.O_RDWR | Sys.O_NOCTTY | Sys.O_NONBLOCK, 0);
        try (NativeBuffer number = NativeBuffer.allocate(4)) {
            // Zero: unlocked.
            Syscall.checked("ioctl", Sys.IOCTL, master.number(), Sys.TIOCSPTLCK, number.address());
            Syscall.checked("ioctl", Sys.IOCTL, master.number(), Sys.TIOCGPTN, number.address());
            String path = "/dev/pts/" + number.getInt(0);
            Fd other = Files.open(path, Sys.O_RDWR | Sys.O_NOCTTY, 0);
            Terminal.raw(other, false);
            other.close();
            return new PseudoTerminal(master, path);
        } catch (ErrnoException e) {
            master.close();
            throw e;
        }
    }

    /** Our side. */
    public Fd master() {
        return master;
    }

    /** The name others open: {@code /dev/pts/3}. */
    public String path() {
        return path;
    }
}
