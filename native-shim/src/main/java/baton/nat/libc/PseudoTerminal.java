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
        try (NativeBuffer unlocked = NativeBuffer.allocate(4)) {
            Syscall.checked("ioctl", Sys.IOCTL, master.number(), Sys.TIOCSPTLCK, unlocked.address());
            PseudoTerminal terminal = of(master);
            Fd other = Files.open(terminal.path, Sys.O_RDWR | Sys.O_NOCTTY, 0);
            Terminal.raw(other, false);
            other.close();
            return terminal;
        } catch (ErrnoException e) {
            master.close();
            throw e;
        }
    }

    /** One whose master side somebody else has opened, and which goes on as it is. Fails for what is no master; takes it over. */
    public static PseudoTerminal of(Fd master) throws ErrnoException {
        try (NativeBuffer number = NativeBuffer.allocate(4)) {
            Syscall.checked("ioctl", Sys.IOCTL, master.number(), Sys.TIOCGPTN, number.address());
            return new PseudoTerminal(master, "/dev/pts/" + number.getInt(0));
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
