package baton.cli.options;

/** {@code -device virtio-net-*}. */
final class VirtioNetParser {
    private static final int QUEUE_SIZE = 256;
    private static final int MAX_QUEUE_SIZE = 1024;
    private static final int MAC_TEXT = 17;

    private VirtioNetParser() {}

    static VirtioNetOptions net(VirtioPlace place, Arguments a) throws OptionException {
        if (a.bool("mq", false)) {
            throw OptionException.unsupported(a.where(), "a card has one pair of queues; leave mq out");
        }
        String mac = a.string("mac", null);
        VirtioNetOptions net = new VirtioNetOptions(
                place,
                a.string("netdev", null),
                mac == null ? null : mac(place, a, mac),
                queueSize(a, "rx_queue_size"),
                queueSize(a, "tx_queue_size"));
        a.number("bootindex", 0);
        a.string("romfile", null);
        a.finish();
        return net;
    }

    private static int queueSize(Arguments a, String key) throws OptionException {
        long size = a.number(key, QUEUE_SIZE);
        if (size < QUEUE_SIZE || size > MAX_QUEUE_SIZE || (size & size - 1) != 0) {
            throw a.error("Invalid " + key + " (= " + size + "), must be a power of 2 between " + QUEUE_SIZE + " and "
                    + MAX_QUEUE_SIZE + ".");
        }
        return (int) size;
    }

    private static byte[] mac(VirtioPlace place, Arguments a, String text) throws OptionException {
        byte[] mac = new byte[6];
        boolean good = text.length() == MAC_TEXT;
        for (int i = 0; good && i < mac.length; i++) {
            int high = Character.digit(text.charAt(3 * i), 16);
            int low = Character.digit(text.charAt(3 * i + 1), 16);
            good = high >= 0 && low >= 0 && (i == 5 || text.charAt(3 * i + 2) == ':' || text.charAt(3 * i + 2) == '-');
            mac[i] = (byte) (high << 4 | low);
        }
        if (!good) {
            throw a.error("Property '" + place.driver() + ".mac' doesn't take value '" + text + "'");
        }
        return mac;
    }
}
