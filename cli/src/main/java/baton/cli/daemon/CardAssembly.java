package baton.cli.daemon;

import baton.cli.options.OptionException;
import baton.cli.options.VirtioNetOptions;
import baton.cli.options.VirtioPlace;
import baton.device.virtio.net.VirtioNet;
import baton.net.NetCard;
import baton.net.Netdev;
import baton.net.Netdevs;
import java.util.Arrays;

/** Makes network cards. Main loop. */
final class CardAssembly {
    private static final byte[] FIRST_MAC = {0x52, 0x54, 0, 0x12, 0x34, 0x56};

    private final HostSide host;

    CardAssembly(HostSide host) {
        this.host = host;
    }

    VirtioNet net(VirtioNetOptions options) throws OptionException {
        Netdevs network = host.network().get();
        Netdev netdev = options.netdev() == null ? null : network.find(options.netdev());
        String property = "Property '" + options.place().driver() + ".netdev' can't ";
        if (options.netdev() != null && netdev == null) {
            throw at(options, property + "find value '" + options.netdev() + "'");
        }
        if (netdev != null && netdev.card() != null) {
            throw at(options, property + "take value '" + options.netdev() + "', it's in use");
        }
        // The card is its transport's to those who look; what is refused, the device behind it refuses.
        VirtioPlace place = options.place();
        String driver = place.mmio() ? place.driver() : place.driver().replace("-device", "-pci");
        String name = options.place().id() == null
                ? driver + "." + network.cards().size()
                : options.place().id();
        VirtioNet.Settings settings =
                new VirtioNet.Settings(name, driver, mac(options), options.rxQueueSize(), options.txQueueSize());
        VirtioNet card = new VirtioNet(settings, netdev, host.loop(), host.network());
        network.add(card.card(), netdev);
        return card;
    }

    private byte[] mac(VirtioNetOptions options) {
        if (options.mac() != null) {
            return options.mac();
        }
        byte[] mac = FIRST_MAC.clone();
        while (taken(mac)) {
            mac[5]++;
        }
        return mac;
    }

    private boolean taken(byte[] mac) {
        for (NetCard card : host.network().get().cards()) {
            if (Arrays.equals(card.mac(), mac)) {
                return true;
            }
        }
        return false;
    }

    private static OptionException at(VirtioNetOptions options, String text) {
        return OptionException.at(options.place().where(), text);
    }
}
