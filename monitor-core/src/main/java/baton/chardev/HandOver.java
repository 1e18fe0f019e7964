package baton.chardev;

import baton.base.MainLoopThread;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of the chardevs outlives this process (docs/wire/cpr.md, 3.1). The old process names what it has open ({@link #kept});
 * when the guest stands still it writes down what was begun and touches nothing any more, until it knows that the guest stays.
 * The new one makes its chardevs of what was kept, and touches nothing until the guest is there ({@link #arrived}).
 */
@MainLoopThread
public final class HandOver {
    /** Before the label, in the name of what is kept; alone the name of a memfd with what was begun. */
    static final String NAME = "chardev/";
    /** What goes to another process has no lower number: a shell on the way may use those. */
    private static final int FIRST_KEPT = 10;

    private static final int MOST_BEGUN = 1 << 24;

    private final Collection<ChardevEntry> entries;
    private final ChardevHost host;
    private final Map<String, Fd> kept = new LinkedHashMap<>();
    /** What was begun, written by one process and read by the other; null when there is none. */
    private Fd begun;

    HandOver(Collection<ChardevEntry> entries, ChardevHost host) {
        this.entries = entries;
        this.host = host;
    }

    /**
     * What another process needs to go on, by the name under which it asks for it; open until {@link #release}. Nobody new is
     * let in until {@link #stay}.
     *
     * @param exec whether this process becomes the other
     */
    public Map<String, Fd> kept(boolean exec) {
        release();
        for (ChardevEntry entry : entries) {
            entry.device.keep(exec, new Keeping() {
                @Override
                public void add(String part, Fd fd) {
                    keep(NAME + entry.device.label() + part, fd);
                }
            });
        }
        if (!exec && !kept.isEmpty()) {
            keepBegun();
        }
        return new LinkedHashMap<>(kept);
    }

    private void keepBegun() {
        try {
            begun = Memfd.create("baton-chardevs", false);
            keep(NAME, begun);
        } catch (ErrnoException e) {
            // Out of descriptors: what was begun is lost.
            return;
        }
    }

    private void keep(String name, Fd fd) {
        try {
            kept.put(name, fd.dup(FIRST_KEPT));
        } catch (ErrnoException e) {
            // Out of descriptors: whoever is there will see the end.
            return;
        }
    }

    /** The guest stands still, and goes on in another process that has what was kept: it is told what was begun here. */
    public void hold() {
        if (kept.isEmpty()) {
            return;
        }
        LeftInput left = new LeftInput();
        for (ChardevEntry entry : entries) {
            if (entry.device.kept()) {
                entry.device.hold();
                entry.device.leave(false, left);
            }
        }
        byte[] bytes = left.bytes();
        try {
            if (begun != null) {
                begun.writeFully(bytes, 0, bytes.length);
            }
        } catch (ErrnoException e) {
            // No memory for it: the other process goes on without.
            return;
        }
    }

    /** The other process has its own descriptors now, or wants none. */
    public void release() {
        for (Fd fd : kept.values()) {
            Descriptors.close(fd);
        }
        kept.clear();
        if (begun != null) {
            Descriptors.close(begun);
            begun = null;
        }
    }

    /** The guest goes on here. */
    public void stay() {
        for (ChardevEntry entry : entries) {
            entry.device.stay();
        }
    }

    /** What was begun here, for the process that this one becomes; {@link #begin} takes it. Changes nothing. */
    public byte[] left() {
        LeftInput left = new LeftInput();
        for (ChardevEntry entry : entries) {
            entry.device.leave(true, left);
        }
        return left.bytes();
    }

    /** Goes on from {@link #left} of the process that became this one; before front ends are attached. */
    public void begin(byte[] bytes) {
        LeftInput left = LeftInput.of(bytes);
        for (ChardevEntry entry : entries) {
            entry.device.begin(left);
        }
    }

    /** The guest is about to run here, and nowhere else: who talked to it in the old process talks to it here. */
    public void arrived() {
        LeftInput left = LeftInput.of(written(host.inherited(NAME)));
        for (ChardevEntry entry : entries) {
            if (entry.device.elsewhere()) {
                entry.device.arrive(left);
            }
        }
    }

    private static byte[] written(Fd memfd) {
        if (memfd == null) {
            return new byte[0];
        }
        try {
            memfd.seek(0, Sys.SEEK_SET);
            byte[] bytes = new byte[(int) Math.min(memfd.size(), MOST_BEGUN)];
            int length = 0;
            for (int n = 1; n > 0 && length < bytes.length; length += n) {
                n = Math.max(0, memfd.read(bytes, length, bytes.length - length));
            }
            memfd.close();
            return bytes;
        } catch (IOException e) {
            // Then nothing was begun.
            return new byte[0];
        }
    }
}
