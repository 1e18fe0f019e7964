package baton.command.qom;

import baton.chardev.ChardevConfig;
import baton.chardev.Chardevs;
import baton.machine.tree.Property;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /chardevs}: each by its label; a mux and what is below it are two. */
final class ChardevsBranch implements QomNode.Contents {
    private final Chardevs chardevs;

    ChardevsBranch(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public void fill(QomNode node) {
        for (ChardevConfig config : chardevs.configs()) {
            String base = config.mux() ? config.label() + "-base" : config.label();
            node.child(base, "chardev-" + config.kind(), contents(config));
            if (config.mux()) {
                node.child(config.label(), "chardev-mux", QomNode.EMPTY);
            }
        }
    }

    private QomNode.Contents contents(ChardevConfig config) {
        return config instanceof ChardevConfig.Socket socket ? socket(socket) : QomNode.EMPTY;
    }

    private QomNode.Contents socket(ChardevConfig.Socket socket) {
        return new QomNode.Contents() {
            @Override
            public void fill(QomNode node) {
                node.add(Property.bool("connected", chardevs.connected(socket.label())));
                node.add(new Listed("addr", "SocketAddress", address(socket.address())));
            }
        };
    }

    private static Map<String, Object> address(ChardevConfig.Address address) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (address instanceof ChardevConfig.UnixAddress unix) {
            shown.put("path", unix.path());
            shown.put("type", "unix");
        } else if (address instanceof ChardevConfig.InetAddress inet) {
            shown.put("port", inet.port());
            shown.put("host", inet.host());
            shown.put("type", "inet");
        } else {
            shown.put("str", Integer.toString(((ChardevConfig.InheritedAddress) address).fd()));
            shown.put("type", "fd");
        }
        return shown;
    }
}
