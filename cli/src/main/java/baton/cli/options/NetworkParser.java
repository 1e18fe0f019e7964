package baton.cli.options;

import baton.net.NetException;
import baton.net.NetdevConfig;
import baton.net.NetdevParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code -netdev}, {@code -nic} and {@code -net}. */
final class NetworkParser {
    private final List<NetdevOptions> netdevs = new ArrayList<>();

    /** {@code -netdev}, as words or JSON. */
    void netdev(String text, String where) throws OptionException {
        boolean json = JsonArgument.looksLike(text);
        Map<String, Object> members = json ? JsonArgument.parse(where, text) : KeyValue.parse(where, text, "type");
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
