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

    private final Notes notes;
    private final List<NetdevOptions> netdevs = new ArrayList<>();
    private final List<Nic> nics = new ArrayList<>();
    private boolean models;

    /** A card asked for by {@code -nic}, or by {@code -net nic} with a netdev. */
    private record Nic(Map<String, Object> given, boolean legacy, String where) {}

    NetworkParser(Notes notes) {
        this.notes = notes;
    }

    /** {@code -netdev}, as words or JSON. */
    void netdev(String text, String where) throws OptionException {
        if (help(text, Request.Topic.NETDEV)) {
            return;
        }
        boolean json = JsonArgument.looksLike(text);
        Map<String, Object> members =
                json ? JsonArgument.parse(where, text) : KeyValue.parse(where, numbered(text), "type");
        try {
            add(NetdevParser.parse(members, json), where, " for netdev");
        } catch (NetException e) {
            throw OptionException.at(where, e.getMessage());
        }
    }

    private boolean help(String text, Request.Topic topic) {
        boolean asked = text.equals("help") || text.equals("?");
        if (asked) {
            notes.help(topic, null);
        }
        return asked;
    }

    private void add(NetdevConfig config, String where, String kind) throws OptionException {
        if (known(config.id())) {
            throw OptionException.at(where, "Duplicate ID '" + config.id() + "'" + kind);
        }
        netdevs.add(new NetdevOptions(config, where));
    }

    private boolean known(String id) {
        for (NetdevOptions netdev : netdevs) {
            if (netdev.config().id().equals(id)) {
                return true;
            }
        }
        return false;
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

    /** {@code -nic}: a card and its other end; they are made by {@link #cards}. */
    void nic(String text, String where) throws OptionException {
        if (!help(text, Request.Topic.NIC)) {
            card(new Nic(KeyValue.parse(where, numbered(text), "type"), false, where));
        }
    }

    /** {@code -net}: {@code none}, or a card for a {@code -netdev}. */
    void net(String text, String where) throws OptionException {
        Map<String, Object> given = KeyValue.parse(where, text, "type");
        String type = String.valueOf(given.remove("type"));
        switch (type) {
            case "none" -> {}
            case "nic" -> card(new Nic(given, true, where));
            case "user",
                    "tap",
                    "socket",
                    "stream",
                    "dgram",
                    "passt",
                    "bridge",
                    "hubport",
                    "l2tpv3",
                    "vde",
                    "vhost-user",
                    "vhost-vdpa" -> throw OptionException.unsupported(
                    where, "there are no hubs; use -nic " + text + " with the model of -net nic");
            default -> throw OptionException.at(where, "Parameter 'type' does not accept value '" + type + "'");
        }
    }

    private void card(Nic nic) {
        if ("help".equals(nic.given().get("model"))) {
            models = true;
        } else if (!"none".equals(nic.given().get("type"))) {
            nics.add(nic);
        }
    }

    /** The {@code -device} of each card of {@code -nic} and {@code -net nic}; adds their netdevs to the others. */
    List<Arguments> cards(MachineOptions board) throws OptionException {
        List<Arguments> cards = new ArrayList<>();
        int anonymous = 0;
        for (Nic nic : nics) {
            CardParser parser = new CardParser(board, nic.where());
            String model = parser.take(nic.given(), "model");
            String mac = parser.take(nic.given(), nic.legacy() ? "macaddr" : "mac");
            anonymous += nic.legacy() || nic.given().containsKey("id") ? 0 : 1;
            String netdev = nic.legacy() ? hubless(nic, parser) : own(nic, anonymous);
            cards.add(parser.card(model, mac, netdev));
        }
        return cards;
    }

    private String own(Nic nic, int anonymous) throws OptionException {
        nic.given().putIfAbsent("type", "user");
        try {
            NetdevConfig config = NetdevParser.parse(nic.given(), "#net" + (anonymous - 1) + "00");
            add(config, nic.where(), "");
            return config.id();
        } catch (NetException e) {
            throw OptionException.at(nic.where(), e.getMessage());
        }
    }

    private String hubless(Nic nic, CardParser parser) throws OptionException {
        String netdev = parser.take(nic.given(), "netdev");
        if (!nic.given().isEmpty()) {
            String key = nic.given().keySet().iterator().next();
            throw OptionException.at(nic.where(), "Invalid parameter '" + key + "'");
        }
        if (netdev == null) {
            throw OptionException.unsupported(
                    nic.where(), "there are no hubs; give netdev=ID of a -netdev, or use -nic");
        }
        if (!known(netdev)) {
            throw OptionException.at(nic.where(), "netdev '" + netdev + "' not found");
        }
        return netdev;
    }

    /** Asks for the list of the machine's models if {@code model=help} was given. */
    void listModels(MachineOptions board) {
        if (models) {
            notes.help(Request.Topic.NIC, CardParser.models(board));
        }
    }

    List<NetdevOptions> finish() {
        return netdevs;
    }
}
