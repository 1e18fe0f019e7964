package baton.cli.options;

import baton.net.NetException;
import java.util.Map;

/** The card of {@code -nic} and {@code -net nic}: the {@code -device} that makes the same one. */
final class CardParser {
    private static final String ON_PCI = "virtio-net-pci";
    private static final String ON_MMIO = "virtio-net-device";
    private static final int MAC_LENGTH = 6;

    private final MachineOptions board;
    private final String where;

    CardParser(MachineOptions board, String where) {
        this.board = board;
        this.where = where;
    }

    /** The models a machine has, one a line, as {@code model=help} has them. */
    static String models(MachineOptions board) {
        return (onMmio(board) ? ON_MMIO + "\n" : "") + (onPci(board) ? ON_PCI + " (aka virtio)\n" : "");
    }

    private static boolean onMmio(MachineOptions board) {
        return board.type() == MachineType.MICROVM;
    }

    private static boolean onPci(MachineOptions board) {
        return board.type().isQ35() || onMmio(board) && board.microvm().hasPci();
    }

    /** Takes a key's text out of what was given; null when it is not there. */
    String take(Map<String, Object> given, String key) throws OptionException {
        Object value = given.remove(key);
        if (value instanceof Map) {
            throw OptionException.at(where, "Parameters '" + key + ".*' are unexpected");
        }
        return (String) value;
    }

    /** The properties of the card, driver and all; {@code model} and {@code mac} may be null. */
    TextArguments card(String model, String mac, String netdev) throws OptionException {
        TextArguments device = TextArguments.empty(where);
        device.set("driver", driver(model));
        device.set("netdev", netdev);
        String address = mac == null ? null : mac(mac);
        if (address != null) {
            device.set("mac", address);
        }
        return device;
    }

    private String driver(String model) throws OptionException {
        String asked = model == null && onMmio(board) ? ON_MMIO : String.valueOf(model);
        switch (asked) {
            case ON_MMIO -> {
                if (onMmio(board)) {
                    return ON_MMIO;
                }
            }
            case ON_PCI, "virtio" -> {
                if (onPci(board)) {
                    return ON_PCI;
                }
            }
            default -> {}
        }
        throw OptionException.at(
                where,
                "requested NIC (anonymous, model " + (model == null ? "unspecified" : model)
                        + ") was not created (not supported by this machine?)\nnot supported by Baton: " + instead());
    }

    private String instead() {
        if (onPci(board)) {
            return "give model=" + ON_PCI;
        }
        return onMmio(board) ? "give model=" + ON_MMIO + ", or leave it out" : "this machine has no network";
    }

    /** An address in the form that {@code -device} takes; null when it is all zeros, which stands for one made up. */
    private String mac(String text) throws OptionException {
        try {
            return address(text);
        } catch (NetException e) {
            throw OptionException.at(where, e.getMessage());
        }
    }

    private static String address(String text) throws NetException {
        StringBuilder mac = new StringBuilder();
        int from = 0;
        int all = 0;
        for (int i = 0; i < MAC_LENGTH && !text.isEmpty(); i++) {
            int to = i == MAC_LENGTH - 1 ? text.length() : end(text, from);
            int octet = octet(text, from, to);
            if (i == 0 && (octet & 1) != 0) {
                throw new NetException("NIC cannot have multicast MAC address");
            }
            all |= octet;
            mac.append(i == 0 ? "" : ":").append(Character.forDigit(octet >> 4, 16));
            mac.append(Character.forDigit(octet & 15, 16));
            from = to + 1;
        }
        return all == 0 ? null : mac.toString();
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != '-') {
            end++;
        }
        return end;
    }

    private static int octet(String text, int from, int to) throws NetException {
        int octet = to - from == 1 || to - from == 2 ? 0 : -1;
        for (int i = from; i < to && octet >= 0; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            octet = digit < 0 ? -1 : octet << 4 | digit;
        }
        if (octet < 0) {
            throw new NetException("invalid syntax for ethernet address");
        }
        return octet;
    }
}
