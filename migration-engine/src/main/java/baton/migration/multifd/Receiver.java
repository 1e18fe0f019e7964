package baton.migration.multifd;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import baton.nat.libc.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads, one a channel, that put the pages of packets where they belong. A mark in a channel holds its thread until the
 * main stream has come to its own and every channel has.
 */
public final class Receiver implements Closer.Resource {
    private final PageTarget target;
    private final Channel main;
    private final List<Channel> channels;
    private final List<Thread> threads = new ArrayList<>();
    private final boolean[] known;
    private int arrived;
    private long generation;
    private boolean ending;
    private VmStateException failure;
    /** Why a mark will not come: a channel that ended may have had nothing more to say. */
    private String ended;

    private Receiver(Channel main, List<Channel> channels, PageTarget target) {
        this.main = main;
        this.channels = channels;
        this.target = target;
        this.known = new boolean[channels.size()];
    }

    /**
     * Starts a thread for each of {@code channels}, which stay the caller's.
     *
     * @param main is shut down when a channel fails, so that whoever reads it looks at {@link #check}
     * @param uuid of this machine; null when it has none
     */
    public static Receiver start(
            Channel main, List<Channel> channels, PageTarget target, byte[] uuid, boolean zlib, Threads threads) {
        Receiver receiver = new Receiver(main, channels, target);
        for (int i = 0; i < channels.size(); i++) {
            PacketReader reader = new PacketReader(channels.get(i), receiver, uuid, zlib);
            receiver.threads.add(threads.start("multifd-recv-" + i, new Runnable() {
                @Override
                public void run() {
                    receiver.receive(reader);
                }
            }));
        }
        return receiver;
    }

    private void receive(PacketReader reader) {
        try {
            reader.run();
            ended("multifd: channel " + reader.id() + " ended before its mark");
        } catch (VmStateException e) {
            failed(e);
        } catch (IOException e) {
            failed(new VmStateException(Reason.IO, "multifd: " + e.getMessage(), e));
        } catch (InternalError e) {
            // What the JVM makes of a SIGBUS: /dev/shm is full, or there is no huge page left.
            failed(new VmStateException(Reason.IO, Errno.ENOMEM, "the host has no memory for the guest's RAM", e));
        } finally {
            reader.close();
        }
    }

    PageTarget target() {
        return target;
    }

    /** A channel says which one it is. */
    synchronized void introduce(int id) throws VmStateException {
        if (id >= known.length) {
            throw VmStateException.corrupt(
                    "multifd: received channel id " + id + " is greater than number of channels " + known.length);
        }
        if (known[id]) {
            throw VmStateException.corrupt("multifd: received id '" + id + "' already setup'");
        }
        known[id] = true;
    }

    /** On a channel's thread, at its mark: waits for the others and for the main stream. False when all is over. */
    synchronized boolean mark() throws IOException {
        arrived++;
        notifyAll();
        long here = generation;
        while (here == generation && !ending && failure == null) {
            await();
        }
        return here != generation;
    }

    /** On the main stream's thread, at its mark: everything that was sent before is in place when this returns. */
    public synchronized void sync() throws VmStateException {
        try {
            while (arrived < known.length && failure == null && ended == null) {
                await();
            }
        } catch (IOException e) {
            throw new VmStateException(Reason.IO, e.getMessage(), e);
        }
        check();
        if (arrived < known.length) {
            throw VmStateException.corrupt(ended);
        }
        arrived = 0;
        generation++;
        notifyAll();
    }

    /** Throws what made a channel fail, if one did. */
    public synchronized void check() throws VmStateException {
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized void ended(String why) {
        ended = why;
        notifyAll();
    }

    private void failed(VmStateException e) {
        synchronized (this) {
            if (ending || failure != null) {
                return;
            }
            failure = e;
            notifyAll();
        }
        main.shutdown();
    }

    private void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the threads and waits for them: nothing is written to RAM afterwards. Shuts the channels down. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        for (Channel channel : channels) {
            channel.shutdown();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
