package baton.command.net;

import baton.net.NetCard;
import baton.net.Netdev;
import baton.net.Netdevs;

/** {@code info network}: backends nobody uses, then each card with its backend. */
final class NetworkList {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private NetworkList() {}

    static String of(Netdevs network) {
        StringBuilder text = new StringBuilder();
        for (Netdev netdev : network.all()) {
            if (netdev.card() == null) {
                line(text, netdev);
            }
        }
        for (NetCard card : network.cards()) {
            text.append(card.name()).append(": index=0,type=nic,model=").append(card.model());
            text.append(",macaddr=").append(mac(card.mac())).append('\n');
            Netdev netdev = network.of(card);
            if (netdev != null) {
                text.append(" \\ ");
                line(text, netdev);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Netdev netdev) {
        text.append(netdev.id()).append(": index=0,type=").append(netdev.type());
        text.append(',').append(netdev.info()).append('\n');
    }

    private static String mac(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < address.length; i++) {
            text.append(i == 0 ? "" : ":").append(HEX[address[i] >> 4 & 15]).append(HEX[address[i] & 15]);
        }
        return text.toString();
    }
}
