package baton.command.net;

import baton.monitor.QmpException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words of HMP's {@code netdev_add}: {@code type,id=ID,a.b=c}, a comma in a value doubled. */
final class NetworkText {
    private NetworkText() {}

    static Map<String, Object> parse(String text) throws QmpException {
        Map<String, Object> members = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            String part = text.substring(at, end).replace(",,", ",");
            int equals = part.indexOf('=');
            if (equals < 0 && at == 0) {
                members.put("type", part);
            } else if (equals < 0) {
                throw QmpException.generic("Expected '=' after parameter '" + part + "'");
            } else {
                put(members, part.substring(0, equals), part.substring(equals + 1));
            }
            at = end + 1;
        }
        return members;
    }

    /** Objects are one level deep in what a netdev takes. */
    private static void put(Map<String, Object> members, String key, String value) throws QmpException {
        int dot = key.indexOf('.');
        if (dot < 0) {
            members.put(key, value);
            return;
        }
        String name = key.substring(0, dot);
        Object inner = members.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
        if (!(inner instanceof Map)) {
            throw QmpException.generic("Parameters '" + name + ".*' used inconsistently");
        }
        @SuppressWarnings("unchecked") // made three lines above
        Map<String, Object> object = (Map<String, Object>) inner;
        object.put(key.substring(dot + 1), value);
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ',' || text.startsWith(",,", at)) {
            at += text.startsWith(",,", at) ? 2 : 1;
        }
        return at;
    }
}
