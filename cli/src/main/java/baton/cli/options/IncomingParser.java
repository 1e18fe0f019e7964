package baton.cli.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code -incoming}: {@code defer}, a URI (anything that starts with letters and a colon), or a MigrationChannel as
 * dotted keys or JSON. Keys and types of an address are checked here; whether it can be listened on is the channel's.
 */
final class IncomingParser {
    private final String where;

    private IncomingParser(String where) {
        this.where = where;
    }

    static IncomingOptions incoming(String text, String where) throws OptionException {
        if (text.equals("defer")) {
            return new IncomingOptions("main", null, null, where);
        }
        int colon = scheme(text);
        if (colon >= 0) {
            return uri(text, text.substring(0, colon), where);
        }
        boolean json = JsonArgument.looksLike(text);
        Map<String, Object> channel =
                json ? JsonArgument.parse(where, text) : KeyValue.parse(where, text, "channel-type");
        return new IncomingParser(where).channel(channel);
    }

    /** Where the colon of a URI is, or -1. */
    private static int scheme(String text) {
        int at = 0;
        while (at < text.length() && Values.letter(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':' ? at : -1;
    }

    private static IncomingOptions uri(String text, String scheme, String where) throws OptionException {
        switch (scheme) {
            case "tcp", "unix", "vsock", "fd", "exec", "file" -> {}
            case "rdma" -> throw OptionException.unsupported(where, "use tcp or unix");
            default -> throw OptionException.at(where, "unknown migration protocol: " + text);
        }
        return new IncomingOptions("main", text, null, where);
    }

    private IncomingOptions channel(Map<String, Object> channel) throws OptionException {
        String type = string(channel, "channel-type", "channel-type");
        if (!type.equals("main") && !type.equals("cpr")) {
            throw error("Parameter 'channel-type' does not accept value '" + type + "'");
        }
        Object address = channel.get("addr");
        if (address == null) {
            throw error("Parameter 'addr' is missing");
        }
        if (!(address instanceof Map)) {
            throw error("Invalid parameter type for 'addr', expected: object");
        }
        Map<String, Object> checked = address(KeyValue.asMap(address));
        only(channel, "", "channel-type", "addr");
        return new IncomingOptions(type, null, checked, where);
    }

    private Map<String, Object> address(Map<String, Object> given) throws OptionException {
        String transport = string(given, "transport", "addr.transport");
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("transport", transport);
        switch (transport) {
            case "socket" -> socket(given, address);
            case "exec" -> {
                address.put("args", strings(given.get("args")));
                only(given, "addr.", "transport", "args");
            }
            case "file" -> {
                address.put("filename", string(given, "filename", "addr.filename"));
                address.put("offset", offset(given.get("offset")));
                only(given, "addr.", "transport", "filename", "offset");
            }
            case "rdma" -> throw OptionException.unsupported(where, "use transport=socket");
            default -> throw error("Parameter 'addr.transport' does not accept value '" + transport + "'");
        }
        return address;
    }

    private void socket(Map<String, Object> given, Map<String, Object> address) throws OptionException {
        String type = string(given, "type", "addr.type");
        address.put("type", type);
        switch (type) {
            case "inet" -> {
                copy(given, address, "host", "port");
                optional(given, address, "to", "numeric", "ipv4", "ipv6", "keep-alive", "mptcp");
                only(
                        given,
                        "addr.",
                        "transport",
                        "type",
                        "host",
                        "port",
                        "to",
                        "numeric",
                        "ipv4",
                        "ipv6",
                        "keep-alive",
                        "mptcp");
            }
            case "unix" -> {
                copy(given, address, "path");
                optional(given, address, "abstract", "tight");
                only(given, "addr.", "transport", "type", "path", "abstract", "tight");
            }
            case "vsock" -> {
                copy(given, address, "cid", "port");
                only(given, "addr.", "transport", "type", "cid", "port");
            }
            case "fd" -> {
                copy(given, address, "str");
                only(given, "addr.", "transport", "type", "str");
            }
            default -> throw error("Parameter 'addr.type' does not accept value '" + type + "'");
        }
    }

    private void copy(Map<String, Object> from, Map<String, Object> to, String... keys) throws OptionException {
        for (String key : keys) {
            to.put(key, string(from, key, "addr." + key));
        }
    }

    /** Numbers and switches, which dotted keys give as text. */
    private void optional(Map<String, Object> from, Map<String, Object> to, String... keys) throws OptionException {
        for (String key : keys) {
            Object value = from.get(key);
            if (from.containsKey(key)) {
                to.put(key, key.equals("to") ? port(value) : flag(key, value));
            }
        }
    }

    private Object flag(String key, Object value) throws OptionException {
        Object flag = value instanceof String text ? Values.bool(text) : value;
        if (value instanceof String && flag == null) {
            throw error("Parameter 'addr." + key + "' expects 'on' or 'off'");
        }
        if (!(flag instanceof Boolean)) {
            throw error("Invalid parameter type for 'addr." + key + "', expected: boolean");
        }
        return flag;
    }

    private Object port(Object value) throws OptionException {
        Object port = value instanceof String text ? Values.number(text, 0, 0xffff) : value;
        if (!(port instanceof Long number) || number < 0 || number > 0xffff) {
            throw error("Parameter 'addr.to' expects uint16_t");
        }
        return port;
    }

    private Object offset(Object value) throws OptionException {
        if (value == null) {
            throw error("Parameter 'addr.offset' is missing");
        }
        SizeParser size = value instanceof String text ? SizeParser.of(text) : null;
        if (size != null && size.error() != 0) {
            throw error("Parameter 'addr.offset' expects size");
        }
        if (size == null && !(value instanceof Long)) {
            throw error("Parameter 'addr.offset' expects uint64");
        }
        return size == null ? value : Long.valueOf(size.value());
    }

    private List<?> strings(Object value) throws OptionException {
        if (value == null) {
            throw error("Parameter 'addr.args' is missing");
        }
        if (!(value instanceof List<?> list)) {
            throw error("Invalid parameter type for 'addr.args', expected: array");
        }
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String)) {
                throw error("Invalid parameter type for 'addr.args[" + i + "]', expected: string");
            }
        }
        return list;
    }

    private String string(Map<String, Object> map, String key, String path) throws OptionException {
        Object value = map.get(key);
        if (!map.containsKey(key)) {
            throw error("Parameter '" + path + "' is missing");
        }
        if (!(value instanceof String)) {
            throw error("Invalid parameter type for '" + path + "', expected: string");
        }
        return (String) value;
    }

    private void only(Map<String, Object> map, String path, String... known) throws OptionException {
        for (String key : map.keySet()) {
            boolean found = false;
            for (String name : known) {
                found |= name.equals(key);
            }
            if (!found) {
                throw error("Parameter '" + path + key + "' is unexpected");
            }
        }
    }

    private OptionException error(String text) {
        return OptionException.at(where, text);
    }
}
