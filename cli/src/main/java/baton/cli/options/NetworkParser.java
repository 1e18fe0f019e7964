package baton.cli.options;

import baton.net.NetException;
import baton.net.NetdevConfig;
import baton.net.NetdevParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code -netdev}, {@code -nic} and {@code -net}. */
final class NetworkParser {
    private static final String FORWARD = ",hostfwd=";

    private final List<NetdevOptions> netdevs = new ArrayList<>();

    /** {@code -netdev}, as words or JSON. */
    void netdev(String text, String where) throws OptionException {
        boolean json = JsonArgument.looksLike(text);
        Map<String, Object> members =
                json ? JsonArgument.parse(where, text) : KeyValue.parse(where, numbered(text), "type");
        try {
            NetdevConfig config = NetdevParser.parse(members, json);
            for (NetdevOptions other : netdevs) {
                if (other.config().id().equals(config.id())) {
                    throw OptionException.at(where, "Duplicate ID '" + config.id() + "' for netdev");
                }
            }
            netdevs.add(new NetdevOptions(config, where));
        } catch (NetException e) {
            throw OptionException.at(where, e.getMessage());
        }
    }

    /** What may be given more than once is a list. */
    private static String numbered(String text) {
        StringBuilder all = new StringBuilder();
        int from = 0;
        int number = 0;
        for (int at = text.indexOf(FORWARD); at >= 0; at = text.indexOf(FORWARD, from)) {
            all.append(text, from, at).append(",hostfwd.").append(number++).append(".str=");
            from = at + FORWARD.length();
        }
        return all.append(text, from, text.length()).toString();
    }

    /** {@code -nic} and {@code -net}, which would choose a card by themselves. */
    void none(String text, String where) throws OptionException {
        if (!text.equals("none")) {
            throw OptionException.unsupported(
                    where, "say which card: -netdev " + text + ",id=n0 -device virtio-net-device,netdev=n0");
        }
    }

    List<NetdevOptions> finish() {
        return netdevs;
    }
}
