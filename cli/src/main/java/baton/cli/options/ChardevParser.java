package baton.cli.options;

/** Makes a chardev of its keys, which are the same for {@code -chardev} and for the short forms. */
final class ChardevParser {
    private static final long RING_DEFAULT = 65536;
    private static final long RING_MOST = 1 << 30;

    private ChardevParser() {}

    /** Reads all keys; {@code id} is the chardev's, checked by the caller. */
    static ChardevOptions chardev(String id, TextArguments a) throws OptionException {
        boolean mux = a.bool("mux", false);
        boolean append = a.bool("logappend", false);
        ChardevBackend backend = backend(a);
        return new ChardevOptions(id, mux, a.string("logfile", null), append, cpr(a, backend), backend, a.where());
    }

    /** Baton's own {@code cpr=on|off}. */
    private static OnOffAuto cpr(TextArguments a, ChardevBackend backend) throws OptionException {
        if (!a.has("cpr")) {
            return OnOffAuto.AUTO;
        }
        if (!a.bool("cpr", false)) {
            return OnOffAuto.OFF;
        }
        if (backend instanceof ChardevBackend.Null || backend instanceof ChardevBackend.RingBuffer) {
            throw a.error("cpr=on is for socket, pty, file, pipe and serial: nobody is at the other end of a "
                    + a.string("backend", ""));
        }
        if (backend instanceof ChardevBackend.Stdio) {
            throw a.error("cpr=on is for socket, pty, file, pipe and serial: stdio stays over cpr-exec as it is, and"
                    + " cannot go to another process");
        }
        return OnOffAuto.ON;
    }

    /** Refuses keys no chardev has. */
    static void checkKeys(TextArguments a) throws OptionException {
        for (String key : a.keys()) {
            switch (key) {
                case "id",
                        "backend",
                        "path",
                        "input-path",
                        "host",
                        "port",
                        "fd",
                        "to",
                        "ipv4",
                        "ipv6",
                        "localaddr",
                        "localport",
                        "wait",
                        "server",
                        "delay",
                        "nodelay",
                        "reconnect",
                        "reconnect-ms",
                        "telnet",
                        "tn3270",
                        "tls-creds",
                        "tls-authz",
                        "websocket",
                        "abstract",
                        "tight",
                        "width",
                        "height",
                        "cols",
                        "rows",
                        "mux",
                        "signal",
                        "name",
                        "debug",
                        "size",
                        "chardev",
                        "append",
                        "mouse",
                        "clipboard",
                        "cpr",
                        "logfile",
                        "logappend" -> {}
                default -> throw a.error("Invalid parameter '" + key + "'");
            }
        }
    }

    private static ChardevBackend backend(TextArguments a) throws OptionException {
        String name = a.string("backend", "");
        return switch (name) {
            case "null" -> new ChardevBackend.Null();
            case "stdio" -> new ChardevBackend.Stdio(a.bool("signal", true));
            case "file" -> file(a);
            case "pipe" -> new ChardevBackend.Pipe(path(a, "chardev: pipe: no device path given"));
            case "serial", "tty" -> new ChardevBackend.Device(path(a, "chardev: serial/tty: no device path given"));
            case "ringbuf", "memory" -> ring(a);
            case "socket" -> socket(a);
            case "pty" -> new ChardevBackend.Pty(a.string("path", null));
            case "vc" -> throw OptionException.unsupported(
                    a.where(), "there is no display to show it on; use stdio, a socket or null");
            case "udp",
                    "mux",
                    "hub",
                    "parallel",
                    "parport",
                    "msmouse",
                    "wctablet",
                    "braille",
                    "testdev",
                    "spicevmc",
                    "spiceport",
                    "qemu-vdagent",
                    "dbus" -> throw OptionException.unsupported(
                    a.where(), "use stdio, file, pipe, socket, ringbuf or null");
            default -> throw a.error("'" + name + "' is not a valid char driver name");
        };
    }

    private static String path(TextArguments a, String missing) throws OptionException {
        String path = a.string("path", null);
        if (path == null) {
            throw a.error(missing);
        }
        return path;
    }

    private static ChardevBackend file(TextArguments a) throws OptionException {
        String path = path(a, "chardev: file: no filename given");
        return new ChardevBackend.File(path, a.bool("append", false), a.string("input-path", null));
    }

    private static ChardevBackend ring(TextArguments a) throws OptionException {
        long size = a.size("size", RING_DEFAULT);
        if (Long.bitCount(size) != 1) {
            throw a.error("size of ringbuf chardev must be power of two");
        }
        if (size < 0 || size > RING_MOST) {
            throw a.error("size of ringbuf chardev must be at most 1G");
        }
        return new ChardevBackend.RingBuffer((int) size);
    }

    private static ChardevBackend socket(TextArguments a) throws OptionException {
        boolean server = a.bool("server", false);
        boolean telnet = a.bool("telnet", false);
        long seconds = number(a, "reconnect");
        long millis = number(a, "reconnect-ms");
        if (a.bool("websocket", false) || a.bool("tn3270", false) || a.has("tls-creds")) {
            throw OptionException.unsupported(
                    a.where(), "sockets are plain or telnet; leave websocket, tn3270 and tls-creds out");
        }
        checkPairs(a, server, seconds != 0 || millis != 0);
        SocketEndpoint address = SocketEndpointParser.endpoint(a);
        return new ChardevBackend.Socket(
                address,
                server,
                a.bool("wait", server),
                telnet ? ChardevBackend.Protocol.TELNET : ChardevBackend.Protocol.RAW,
                nodelay(a),
                millis != 0 ? millis : seconds * 1000);
    }

    private static void checkPairs(TextArguments a, boolean server, boolean reconnects) throws OptionException {
        if (a.has("tls-authz")) {
            throw a.error("'tls_authz' option requires 'tls_creds' option");
        }
        if (a.has("reconnect") && a.has("reconnect-ms")) {
            throw a.error("'reconnect' and 'reconnect-ms' are mutually exclusive");
        }
        if (server && reconnects) {
            throw a.error("'reconnect' option is incompatible with socket in server listen mode");
        }
        if (!server && a.has("wait")) {
            throw a.error("'wait' option is incompatible with socket in client connect mode");
        }
    }

    private static boolean nodelay(TextArguments a) throws OptionException {
        return !a.bool("delay", !a.bool("nodelay", false));
    }

    private static long number(TextArguments a, String key) throws OptionException {
        long number = a.number(key, 0);
        if (number > Integer.MAX_VALUE) {
            throw a.error("Value '" + number + "' is out of range for parameter '" + key + "'");
        }
        return number;
    }
}
