package baton.chardev;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.mainloop.MainLoop;
import baton.nat.libc.ErrnoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All chardevs of the process, in the order they were made. Owns them. */
@MainLoopThread
public final class Chardevs implements Closer.Resource {
    private final MainLoop loop;
    private final ChardevHost host;
    private final ChardevFactory factory;
    private final Map<String, ChardevEntry> entries = new LinkedHashMap<>();
    private final HandOver handOver;

    /** Starts without any. {@code reporter} hears of clients that cannot connect yet. */
    public Chardevs(MainLoop loop, Reporter reporter, ChardevHost host, FileOpener opener) {
        this.loop = loop;
        this.host = host;
        this.factory = new ChardevFactory(loop, reporter, host, opener);
        this.handOver = new HandOver(entries.values(), host);
    }

    /** What of them outlives this process. */
    public HandOver handOver() {
        return handOver;
    }

    /** {@link #create(ChardevConfig, Cpr)} of one about which {@code cpr=} says nothing. */
    public void create(ChardevConfig config) throws ChardevException {
        create(config, Cpr.AUTO);
    }

    /**
     * Opens one. A socket server with {@code wait=on} and a client without {@code reconnect-ms} run the main loop until
     * their peer is there, so call this from no {@code Handler}.
     *
     * @throws ChardevException it could not be opened; the text is what QEMU prints after the option
     */
    public void create(ChardevConfig config, Cpr cpr) throws ChardevException {
        if (entries.containsKey(config.label())) {
            throw new ChardevException("Duplicate ID '" + config.label() + "' for chardev");
        }
        if (config instanceof ChardevConfig.Stdio && stdio() != null) {
            throw new ChardevException("cannot use stdio by multiple character devices");
        }
        HostChardev device = factory.open(config, cpr);
        MuxChardev mux = config.mux() ? new MuxChardev(loop, config.label(), device, host) : null;
        entries.put(config.label(), new ChardevEntry(config, device, mux));
    }

    /** Whether a chardev has this label. */
    public boolean exists(String label) {
        return entries.containsKey(label);
    }

    /**
     * Gives a chardev to a front end that will attach to it: the device itself, once, or one of a mux's four places.
     *
     * @throws ChardevException none has this label, or it is taken; texts as of {@code -mon}
     */
    public Chardev claim(String label) throws ChardevException {
        ChardevEntry entry = entries.get(label);
        if (entry == null) {
            throw new ChardevException("chardev \"" + label + "\" not found");
        }
        if (entry.mux != null) {
            return entry.mux.port();
        }
        if (entry.claimed) {
            throw new ChardevException("chardev '" + label + "' is already in use");
        }
        entry.claimed = true;
        return entry.device;
    }

    /**
     * All front ends of the start are attached: gives the keyboard of each mux to the one that came first. That is the
     * machine's, which monitors need to be there; in QEMU it is there last, and has the keyboard as the last one.
     */
    public void focusFirst() {
        for (ChardevEntry entry : entries.values()) {
            if (entry.mux != null) {
                entry.mux.focusFirst();
            }
        }
    }

    /** {@code query-chardev}: a mux is two rows, {@code LABEL-base} and {@code LABEL}. */
    public List<ChardevInfo> list() {
        List<ChardevInfo> rows = new ArrayList<>();
        for (ChardevEntry entry : entries.values()) {
            HostChardev device = entry.device;
            rows.add(new ChardevInfo(device.label(), device.filename(), device.frontendOpen()));
            if (entry.mux != null) {
                rows.add(new ChardevInfo(entry.mux.label(), "mux", entry.mux.frontendOpen()));
            }
        }
        return rows;
    }

    /**
     * Takes the oldest bytes out of a ringbuf ({@code ringbuf-read}).
     *
     * @throws ChardevException there is no such ringbuf, or {@code size} is not positive
     */
    public byte[] readRingbuf(String label, long size) throws ChardevException {
        RingBackend ring = ringbuf(label);
        if (size <= 0) {
            throw new ChardevException("size must be greater than zero");
        }
        return ring.take(size);
    }

    /**
     * Puts bytes into a ringbuf ({@code ringbuf-write}).
     *
     * @throws ChardevException there is no such ringbuf
     */
    public void writeRingbuf(String label, byte[] bytes) throws ChardevException {
        ringbuf(label).write(bytes, 0, bytes.length);
    }

    private RingBackend ringbuf(String label) throws ChardevException {
        ChardevEntry entry = entries.get(label);
        if (entry == null) {
            throw new ChardevException("Device '" + label + "' not found");
        }
        if (!(entry.device.backend() instanceof RingBackend)) {
            throw new ChardevException(label + " is not a ringbuf device");
        }
        entry.device.drain(0);
        return (RingBackend) entry.device.backend();
    }

    /**
     * Closes one and forgets it ({@code chardev-remove}).
     *
     * @throws ChardevException there is none, or a front end uses it
     */
    public void remove(String label) throws ChardevException {
        ChardevEntry entry = entries.get(label);
        if (entry == null) {
            throw new ChardevException("Chardev '" + label + "' not found");
        }
        if (entry.device.frontendOpen() || entry.claimed) {
            throw new ChardevException("Chardev '" + label + "' is busy");
        }
        entries.remove(label);
        closeQuietly(entry.device);
    }

    /**
     * Has the front end see a break ({@code chardev-send-break}); without one nothing happens.
     *
     * @throws ChardevException there is none of this label
     */
    public void sendBreak(String label) throws ChardevException {
        ChardevEntry entry = entries.get(label);
        if (entry == null) {
            throw new ChardevException("Chardev '" + label + "' not found");
        }
        if (entry.device.frontendOpen()) {
            entry.device.frontend().breakReceived();
        }
    }

    /** What each was made from, in the order they were made. */
    public List<ChardevConfig> configs() {
        List<ChardevConfig> configs = new ArrayList<>();
        for (ChardevEntry entry : entries.values()) {
            configs.add(entry.config);
        }
        return configs;
    }

    /** Whether somebody is at the other end of one that {@link #exists}. */
    public boolean connected(String label) {
        return entries.get(label).device.connected();
    }

    /** Labels of those over sockets, connected or not ({@code query-yank}). */
    public List<String> sockets() {
        List<String> labels = new ArrayList<>();
        for (ChardevEntry entry : entries.values()) {
            if (isSocket(entry)) {
                labels.add(entry.device.label());
            }
        }
        return labels;
    }

    /** Hangs up on whoever is connected to one of {@link #sockets}, once the work in hand is done ({@code yank}). */
    public void hangUp(String label) {
        HostChardev device = entries.get(label).device;
        loop.post(new Runnable() {
            @Override
            public void run() {
                if (device.connected()) {
                    device.inputEnded();
                }
            }
        });
    }

    private static boolean isSocket(ChardevEntry entry) {
        Backend backend = entry.device.backend();
        return backend instanceof SocketServer || backend instanceof SocketClient || backend instanceof LateServer;
    }

    /** Writes what is queued anywhere to the hosts' ends, waiting at most so long for each: before exit and exec. */
    public void drain(int timeoutMillisEach) {
        for (ChardevEntry entry : entries.values()) {
            entry.device.drain(timeoutMillisEach);
        }
    }

    /** The process goes on after the shell stopped it (SIGCONT): a terminal on stdio becomes raw again. */
    public void continued() {
        StdioBackend stdio = stdio();
        if (stdio != null) {
            stdio.resumed();
        }
    }

    /** The process is about to become another: stdio is given back as it was found, until {@link #continued}. */
    public void handBack() throws ErrnoException {
        StdioBackend stdio = stdio();
        if (stdio != null) {
            stdio.handBack();
        }
    }

    /** Under which name the connection of a chardev goes to the next process. */
    public static String keptName(String label) {
        return HandOver.NAME + label;
    }

    /** Has sockets' paths lead here again that a process had bound which is no more; false while others serve one of them. */
    public boolean reclaim() throws IOException {
        boolean all = true;
        for (ChardevEntry entry : entries.values()) {
            all &= entry.device.backend().reclaim();
        }
        return all;
    }

    private StdioBackend stdio() {
        for (ChardevEntry entry : entries.values()) {
            if (entry.device.backend() instanceof StdioBackend) {
                return (StdioBackend) entry.device.backend();
            }
        }
        return null;
    }

    /** Closes all, the last first; restores the terminal and removes sockets' paths. Queued output is not waited for. */
    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (ChardevEntry entry : entries.values()) {
                closer.add(entry.device);
            }
            entries.clear();
        }
    }

    /** Closes a chardev nobody uses any more. */
    static void closeQuietly(HostChardev device) {
        try {
            device.close();
        } catch (IOException e) {
            // Its descriptors are released all the same.
            return;
        }
    }
}
