package baton.net.testing;

import baton.base.Reporter;
import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;
import baton.nat.libc.Fd;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.net.NetAddress;
import baton.net.NetCard;
import baton.net.NetException;
import baton.net.NetHost;
import baton.net.Netdev;
import baton.net.NetdevParser;
import baton.net.Netdevs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A network of netdevs with cards that keep what they get, on a main loop of its own. */
public final class NetBench implements NetHost, AutoCloseable {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** What was told. */
    public final List<String> events = new ArrayList<>();
    /** What {@code fd=NAME} finds, and what was left by another process. */
    public final Map<String, Fd> descriptors = new LinkedHashMap<>();
    /** Everything runs on it. */
    public final MainLoop loop;
    /** What it is about. */
    public final Netdevs network;

    /** An empty one. */
    public NetBench() throws IOException {
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

    /** A netdev of these keys. */
    public Netdev netdev(String... keysAndValues) throws NetException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            put(members, keysAndValues[i], keysAndValues[i + 1]);
        }
        return network.create(NetdevParser.parse(members, false));
    }

    /** A netdev of these keys, with a card that runs. */
    public Card card(String... keysAndValues) throws NetException {
        Netdev netdev = netdev(keysAndValues);
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
    public void until(BooleanSupplier so) {
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
    public static final class Card implements NetCard {
        /** Its other end. */
        public final Netdev netdev;

        /** What it got. */
        public final List<byte[]> frames = new ArrayList<>();
        /** How many frames it takes. */
        public int room = Integer.MAX_VALUE;
        /** How often it was told to go on. */
        public int writables;
        /** Whether the cable is in. */
        public boolean link = true;

        private Card(Netdev netdev) {
            this.netdev = netdev;
        }

        /** Sends. */
        public boolean send(byte[] frame) {
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
            Memory.copy(address, frame, 0, length);
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
