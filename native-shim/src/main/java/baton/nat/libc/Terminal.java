package baton.nat.libc;

/** A terminal's line settings (termios(3)): raw while a guest or an editor has the keyboard, then as they were. */
public final class Terminal {
    private final Fd fd;
    private final byte[] before;

    private Terminal(Fd fd, byte[] before) {
        this.fd = fd;
        this.before = before;
    }

    /** Whether {@code fd} is a terminal. */
    public static boolean isTerminal(Fd fd) {
        try (NativeBuffer settings = NativeBuffer.allocate(Sys.TERMIOS_SIZEOF)) {
            return Syscall.call(Sys.IOCTL, fd.number(), Sys.TCGETS, settings.address()) == 0;
        }
    }

    /**
     * Switches off echo, line editing and input translation; output translation stays on.
     *
     * @param signals whether Ctrl-C and Ctrl-Z still make signals ({@code -chardev stdio,signal=on})
     */
    public static Terminal raw(Fd fd, boolean signals) throws ErrnoException {
        try (NativeBuffer settings = NativeBuffer.allocate(Sys.TERMIOS_SIZEOF)) {
            Syscall.checked("ioctl", Sys.IOCTL, fd.number(), Sys.TCGETS, settings.address());
            byte[] before = settings.bytes();
            int input =
                    Sys.IGNBRK | Sys.BRKINT | Sys.PARMRK | Sys.ISTRIP | Sys.INLCR | Sys.IGNCR | Sys.ICRNL | Sys.IXON;
            int local = Sys.ECHO | Sys.ECHONL | Sys.ICANON | Sys.IEXTEN | (signals ? 0 : Sys.ISIG);
            settings.putInt(Sys.TERMIOS_IFLAG, settings.getInt(Sys.TERMIOS_IFLAG) & ~input);
            settings.putInt(Sys.TERMIOS_LFLAG, settings.getInt(Sys.TERMIOS_LFLAG) & ~local);
            settings.putByte(Sys.TERMIOS_CC + Sys.VMIN, 1);
            settings.putByte(Sys.TERMIOS_CC + Sys.VTIME, 0);
            Syscall.checked("ioctl", Sys.IOCTL, fd.number(), Sys.TCSETS, settings.address());
            return new Terminal(fd, before);
        }
    }

    /** Puts the settings back. */
    public void restore() {
        try (NativeBuffer settings = NativeBuffer.of(before)) {
            Syscall.call(Sys.IOCTL, fd.number(), Sys.TCSETS, settings.address());
        }
    }

    /** Columns of the terminal's window, 80 when it does not say. */
    public static int columns(Fd fd) {
        return window(fd, 2, 80);
    }

    /** Rows of the terminal's window, 24 when it does not say. */
    public static int rows(Fd fd) {
        return window(fd, 0, 24);
    }

    private static int window(Fd fd, int offset, int otherwise) {
        try (NativeBuffer size = NativeBuffer.allocate(8)) {
            boolean known = Syscall.call(Sys.IOCTL, fd.number(), Sys.TIOCGWINSZ, size.address()) == 0;
            int number = known ? size.getShort(offset) & 0xffff : 0;
            return number == 0 ? otherwise : number;
        }
    }
}
