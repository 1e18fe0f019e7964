package baton.chardev;

import java.util.List;

/**
 * What {@code -chardev} (or {@code -serial}, {@code -monitor}, {@code -qmp}) asked for, checked and ready to open.
 * {@link Chardevs#create} makes the device.
 */
public sealed interface ChardevConfig {
    /** Every {@link #kind}. */
    List<String> KINDS = List.of("file", "null", "pipe", "pty", "ringbuf", "serial", "socket", "stdio");

    /** The id, or QEMU's made-up label such as {@code compat_monitor0} or {@code serial0}. */
    String label();

    /** Whether up to four front ends share it ({@code mux=on}); the device below is then labelled {@code LABEL-base}. */
    boolean mux();

    /** QEMU's name of the backend, such as {@code socket}. */
    String kind();

    /** Calls the method for this backend; a new backend does not compile until every fold has it. */
    <R> R fold(Fold<R> fold) throws ChardevException;

    /** One method per backend. */
    interface Fold<R> {
        /** {@code null}. */
        R ofNull(Null config) throws ChardevException;

        /** {@code ringbuf}. */
        R ofRingbuf(Ringbuf config) throws ChardevException;

        /** {@code stdio}. */
        R ofStdio(Stdio config) throws ChardevException;

        /** {@code file}. */
        R ofOutput(Output config) throws ChardevException;

        /** {@code pipe}. */
        R ofPipe(Pipe config) throws ChardevException;

        /** {@code pty}. */
        R ofPty(Pty config) throws ChardevException;

        /** {@code serial}. */
        R ofDevice(Device config) throws ChardevException;

        /** {@code socket}. */
        R ofSocket(Socket config) throws ChardevException;
    }

    /** {@code null}: takes everything, gives nothing. */
    record Null(String label, boolean mux) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofNull(this);
        }

        @Override
        public String kind() {
            return "null";
        }
    }

    /**
     * {@code ringbuf}: keeps the last bytes written.
     *
     * @param sizeBytes a power of two; QEMU's default is 65536
     */
    record Ringbuf(String label, boolean mux, int sizeBytes) implements ChardevConfig {
        /** Refuses a size that is no power of two, with QEMU's text. */
        public Ringbuf {
            if (sizeBytes <= 0 || (sizeBytes & sizeBytes - 1) != 0) {
                throw new IllegalArgumentException("size of ringbuf chardev must be power of two");
            }
        }

        /** The size QEMU takes when none is given. */
        public static final int DEFAULT_SIZE = 65536;

        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofRingbuf(this);
        }

        @Override
        public String kind() {
            return "ringbuf";
        }
    }

    /**
     * {@code stdio}: descriptors 0 and 1.
     *
     * @param signal whether Ctrl-C on a terminal ends the process rather than reaching the front end
     */
    record Stdio(String label, boolean mux, boolean signal) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofStdio(this);
        }

        @Override
        public String kind() {
            return "stdio";
        }
    }

    /**
     * {@code file}.
     *
     * @param append whether to write behind what is there instead of emptying the file
     * @param inputPath where input comes from, null for nowhere
     */
    record Output(String label, boolean mux, String path, boolean append, String inputPath) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofOutput(this);
        }

        @Override
        public String kind() {
            return "file";
        }
    }

    /** {@code pipe}: {@code PATH.in} and {@code PATH.out}, or the one FIFO {@code PATH}. */
    record Pipe(String label, boolean mux, String path) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofPipe(this);
        }

        @Override
        public String kind() {
            return "pipe";
        }
    }

    /**
     * {@code pty}: a new pseudo terminal.
     *
     * @param linkPath where to put a symbolic link to it, null for none
     */
    record Pty(String label, boolean mux, String linkPath) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofPty(this);
        }

        @Override
        public String kind() {
            return "pty";
        }
    }

    /** {@code serial}: a terminal device of the host, such as {@code /dev/ttyS0}. */
    record Device(String label, boolean mux, String path) implements ChardevConfig {
        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofDevice(this);
        }

        @Override
        public String kind() {
            return "serial";
        }
    }

    /** {@code socket}, as a server or a client. */
    record Socket(String label, boolean mux, Address address, boolean server, SocketOptions options)
            implements ChardevConfig {
        /** Refuses what contradicts the role, with QEMU's texts. */
        public Socket {
            if (server && options.reconnectMillis() > 0) {
                throw new IllegalArgumentException(
                        "'reconnect' option is incompatible with socket in server listen mode");
            }
            if (!server && options.waits()) {
                throw new IllegalArgumentException("'wait' option is incompatible with socket in client connect mode");
            }
        }

        @Override
        public <R> R fold(Fold<R> fold) throws ChardevException {
            return fold.ofSocket(this);
        }

        @Override
        public String kind() {
            return "socket";
        }
    }

    /**
     * What may be set about a socket.
     *
     * @param waits whether start-up of a server waits for its first client ({@code wait=on}, QEMU's default for servers)
     * @param telnet whether to speak telnet's negotiation
     * @param noDelay {@code nodelay=on}
     * @param reconnectMillis how long after a lost connection a client tries again; 0 for never
     * @param portLater whether a server whose TCP port is taken begins once it is free, instead of being refused
     */
    record SocketOptions(boolean waits, boolean telnet, boolean noDelay, long reconnectMillis, boolean portLater) {
        /** One that has its port at once or not at all. */
        public SocketOptions(boolean waits, boolean telnet, boolean noDelay, long reconnectMillis) {
            this(waits, telnet, noDelay, reconnectMillis, false);
        }
    }

    /** Where a socket listens or connects. */
    sealed interface Address {}

    /** {@code path=}. */
    record UnixAddress(String path) implements Address {}

    /**
     * {@code host=,port=}.
     *
     * @param host name or address; empty for any
     * @param port as written: a number
     * @param lastPort the last port a server tries; 0 for just {@code port}
     * @param ipv4 whether an IPv4 address will do
     * @param ipv6 whether an IPv6 address will do
     */
    record InetAddress(String host, String port, int lastPort, boolean ipv4, boolean ipv6) implements Address {
        /** One port, any family. */
        public InetAddress(String host, String port) {
            this(host, port, 0, true, true);
        }
    }

    /** {@code fd=}: a socket this process was started with, listening or connected, or given with {@code getfd}. */
    record InheritedAddress(int fd) implements Address {
        /** None but what the process before this one has left. */
        public static final int LEFT = -1;
    }
}
