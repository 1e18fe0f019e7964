package baton.net;

import baton.base.Reporter;
import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A network of netdevs with cards that keep what they get, on a main loop of its own. */
final class Bench implements NetHost, AutoCloseable {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    final List<String> events = new ArrayList<>();
    final Map<String, Fd> descriptors = new LinkedHashMap<>();
    final MainLoop loop;
    final Netdevs network;

    Bench() throws IOException {
        loop = MainLoop.create(new Reporter() {
            @Override
            public void error(String text) {
                events.add("error: " + text);
            }

            @Override
            public void warn(String text) {
                events.add("warning: " + text);
            }
        });
        network = new Netdevs(loop, this);
    }

    /** A netdev of these keys, with a card that runs. */
    Card card(String... keysAndValues) throws NetException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            put(members, keysAndValues[i], keysAndValues[i + 1]);
        }
        Netdev netdev = network.create(NetdevParser.parse(members, false));
        Card card = new Card(netdev);
        network.add(card, netdev);
        netdev.guestRuns(true);
        netdev.resume();
        return card;
    }

    @SuppressWarnings("unchecked") // made here
    private static void put(Map<String, Object> members, String key, String value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            members.put(key, value);
        } else {
            Object inner = members.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<String, Object>());
            ((Map<String, Object>) inner).put(key.substring(dot + 1), value);
        }
    }

    /** Runs the loop until it is so. */
    void until(BooleanSupplier so) {
        long end = Clock.monotonicNanos() + PATIENCE_NANOS;
        loop.runUntil(() -> {
            if (Clock.monotonicNanos() > end) {
                throw new AssertionError("it did not come to pass");
            }
            if (!so.getAsBoolean()) {
                loop.post(() -> {});
                return false;
            }
            return true;
        });
    }

    @Override
    public Fd descriptor(String name) throws NetException {
        Fd fd = descriptors.remove(name);
        if (fd == null) {
            throw new NetException("no " + name);
        }
        return fd;
    }

    @Override
    public Fd inherited(String name) {
        return descriptors.remove(name);
    }

    @Override
    public void event(String name, String netdev, NetAddress address) {
        events.add(name + " " + netdev);
    }

    @Override
    public void warn(String text) {
        events.add("warning: " + text);
    }

    @Override
    public void close() throws IOException {
        network.close();
        loop.close();
    }

    /** A card that takes {@link #room} frames. */
    static final class Card implements NetCard {
        final Netdev netdev;
        final List<byte[]> frames = new ArrayList<>();
        int room = Integer.MAX_VALUE;
        int writables;
        boolean link = true;

        Card(Netdev netdev) {
            this.netdev = netdev;
        }

        boolean send(byte[] frame) {
            try (NativeBuffer buffer = NativeBuffer.of(frame)) {
                return netdev.send(buffer.address(), frame.length);
            }
        }

        @Override
        public String name() {
            return "card-" + netdev.id();
        }

        @Override
        public String model() {
            return "test";
        }

        @Override
        public byte[] mac() {
            return new byte[] {2, 0, 0, 0, 0, 1};
        }

        @Override
        public boolean received(long address, int length) {
            if (room == 0) {
                return false;
            }
            room--;
            byte[] frame = new byte[length];
            baton.nat.libc.Memory.copy(address, frame, 0, length);
            frames.add(frame);
            return true;
        }

        @Override
        public void writable() {
            writables++;
        }

        @Override
        public void link(boolean up) {
            link = up;
        }

        @Override
        public Map<String, Object> rxFilter() {
            return null;
        }

        @Override
        public void announce() {
            send(new byte[] {7});
        }
    }
}
