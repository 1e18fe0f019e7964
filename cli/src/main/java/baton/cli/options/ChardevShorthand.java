package baton.cli.options;

/**
 * The short forms {@code -serial}, {@code -monitor} and {@code -qmp} take instead of a chardev's id: {@code stdio},
 * {@code unix:/path,server=on,wait=off}, {@code tcp:host:port}, {@code file:path}, {@code mon:...} and so on.
 */
final class ChardevShorthand {
    private static final int LONGEST_HOST = 64;
    private static final int LONGEST_PORT = 32;

    private ChardevShorthand() {}

    /**
     * The keys {@code text} stands for.
     *
     * @return null when it has a known start but no good form, for which QEMU has no words of its own
     */
    static TextArguments expand(String text, String where) throws OptionException {
        TextArguments keys = TextArguments.empty(where);
        String rest = text;
        if (rest.startsWith("mon:")) {
            rest = rest.substring(4);
            keys.set("mux", "on");
            if (rest.equals("stdio")) {
                keys.set("signal", "off");
            }
        }
        int colon = rest.indexOf(':');
        String scheme = colon < 0 ? rest : rest.substring(0, colon);
        String tail = colon < 0 ? null : rest.substring(colon + 1);
        boolean good = tail == null ? word(rest, keys) : scheme(scheme, tail, keys);
        if (!good) {
            return null;
        }
        if (!keys.has("backend")) {
            throw OptionException.at(where, "'" + rest + "' is not a valid char driver");
        }
        ChardevParser.checkKeys(keys);
        return keys;
    }

    private static boolean word(String word, TextArguments keys) {
        switch (word) {
            case "null", "stdio", "pty", "vc", "msmouse", "wctablet", "braille", "testdev" -> keys.set("backend", word);
            default -> {
                if (word.startsWith("/dev/parport")) {
                    keys.set("backend", "parport");
                } else if (word.startsWith("/dev/")) {
                    keys.set("backend", "serial");
                    keys.set("path", word);
                }
            }
        }
        return true;
    }

    private static boolean scheme(String scheme, String tail, TextArguments keys) throws OptionException {
        switch (scheme) {
            case "vc" -> keys.set("backend", "vc");
            case "file", "pipe" -> {
                keys.set("backend", scheme);
                keys.set("path", tail);
            }
            case "unix" -> {
                keys.set("backend", "socket");
                keys.add(tail, "path", null);
            }
            case "tcp", "telnet", "tn3270", "websocket" -> {
                return inet(scheme, tail, keys);
            }
            case "udp" -> keys.set("backend", "udp");
            default -> word(scheme + ":" + tail, keys);
        }
        return true;
    }

    private static boolean inet(String scheme, String tail, TextArguments keys) throws OptionException {
        int colon = tail.startsWith("[") ? tail.indexOf("]:") + 1 : tail.indexOf(':');
        int comma = tail.indexOf(',');
        int end = comma < 0 ? tail.length() : comma;
        if (colon < 0 || colon > LONGEST_HOST || end <= colon + 1 || end - colon - 1 > LONGEST_PORT) {
            return false;
        }
        keys.set("backend", "socket");
        boolean bracketed = colon > 1 && tail.startsWith("[");
        keys.set("host", bracketed ? tail.substring(1, colon - 1) : tail.substring(0, colon));
        keys.set("port", tail.substring(colon + 1, end));
        if (comma >= 0) {
            keys.add(tail.substring(comma + 1), null, null);
        }
        if (!scheme.equals("tcp")) {
            keys.set(scheme, "on");
        }
        return true;
    }
}
