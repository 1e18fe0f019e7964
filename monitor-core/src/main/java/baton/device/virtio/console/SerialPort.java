package baton.device.virtio.console;

import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioLink;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/**
 * One port: bytes between its two queues and its chardev. What the chardev has no room for stays in the queue, and what the
 * driver has no room for stays with the chardev, so that at a hand-over nothing is in here.
 */
final class SerialPort implements CharFrontend {
    private static final int READ_MAX = 4096;
    private static final int WRITE_MAX = 16 * 1024;

    /** Who is told of what happens to the port. */
    interface Owner {
        /** The host's end was opened or closed. */
        void hostChanged(SerialPort port);
    }

    final PortSettings settings;
    private final VirtioLink link;
    private final VirtQueue in;
    private final VirtQueue out;
    private final VirtChain chain;
    private final Owner owner;
    private final byte[] buffer = new byte[WRITE_MAX];
    /** How much of the first request in {@link #out} was written already, when it is longer than a chardev's queue. */
    private long written;

    /** A request was taken by the process before this one and written in part. */
    private boolean halfDone;

    private boolean closed;
    boolean guestConnected;
    /** Whether somebody is at the host's end. */
    private boolean hostConnected;
    /** What of that the driver knows. */
    boolean told;

    SerialPort(PortSettings settings, VirtioLink link, VirtQueue in, VirtQueue out, Owner owner) {
        this.settings = settings;
        this.link = link;
        this.in = in;
        this.out = out;
        this.owner = owner;
        this.chain = new VirtChain(link.memory());
        // A console is always there; another port is when somebody is at its other end.
        this.hostConnected = settings.console() && settings.chardev() != null;
        this.told = hostConnected;
    }

    /** Takes its chardev; before the machine runs. */
    void attach() {
        Chardev chardev = settings.chardev();
        if (chardev != null) {
            chardev.attach(this);
            chardev.onRoom(new Runnable() {
                @Override
                public void run() {
                    synchronized (link.lock()) {
                        transmit();
                    }
                }
            });
        }
    }

    void reset() {
        written = 0;
        halfDone = false;
        guestConnected = false;
        told = hostConnected;
    }

    /** Tells the driver whether somebody is at the host's end, unless it knows. */
    void tell(PortControl control) {
        if (told != hostConnected) {
            told = hostConnected;
            control.send(settings.number(), PortControl.PORT_OPEN, told ? 1 : 0);
        }
    }

    /** The first request was taken by another process, which has written so many bytes of it. */
    void halfDone(long bytes) {
        halfDone = true;
        written = bytes;
    }

    void commit() {
        if (halfDone) {
            halfDone = false;
            out.rewind(1);
        }
    }

    // ---- from the driver, with the lock held

    /** Writes what waits as far as the chardev takes it; with nobody at the other end it is lost. */
    void transmit() {
        boolean any = false;
        while (!closed && link.serving() && out.pop(chain)) {
            if (!write()) {
                out.unpop(chain);
                break;
            }
            written = 0;
            out.push(chain, 0);
            any = true;
        }
        if (any) {
            out.signal();
        }
    }

    /** Writes the rest of the chain; false when it has to wait for room. */
    private boolean write() {
        Chardev chardev = settings.chardev();
        if (chardev == null || !hostConnected) {
            return true;
        }
        long all = chain.readable().bytes();
        if (written == 0 && all <= WRITE_MAX && chardev.room() < all) {
            // Whole or not at all: the stream cannot say how much of it the host has.
            return false;
        }
        while (written < all) {
            int length = chain.readable().read(written, buffer, 0, WRITE_MAX);
            int done = chardev.write(buffer, 0, length);
            written += done;
            if (done < length) {
                return false;
            }
        }
        return true;
    }

    /** The driver has given buffers, or opened the port. */
    void acceptInput() {
        if (settings.chardev() != null) {
            settings.chardev().acceptInput();
        }
    }

    // ---- from the host

    @Override
    public int canReceive() {
        synchronized (link.lock()) {
            boolean open = guestConnected || !link.negotiated(VirtioSerial.MULTIPORT);
            if (closed || !open || !link.serving() || !in.pop(chain)) {
                return 0;
            }
            long room = chain.writable().bytes();
            if (room == 0) {
                in.push(chain, 0); // no place at all: given back
                return 0;
            }
            in.unpop(chain);
            return (int) Math.min(READ_MAX, room);
        }
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> fds) {
        closeAll(fds);
        synchronized (link.lock()) {
            int done = closed ? length : 0;
            while (done < length && in.pop(chain)) {
                int here = chain.writable().write(0, bytes, done, length - done);
                in.push(chain, here);
                done += here;
            }
            in.signal();
        }
    }

    private static void closeAll(List<Fd> fds) {
        for (Fd fd : fds) {
            try {
                fd.close();
            } catch (IOException e) {
                // A descriptor nobody asked for; its number is free.
                continue;
            }
        }
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void opened() {
        host(true);
    }

    @Override
    public void closed() {
        host(false);
    }

    private void host(boolean connected) {
        synchronized (link.lock()) {
            hostConnected = connected || settings.console();
            if (closed) {
                return;
            }
            owner.hostChanged(this);
            transmit();
        }
    }

    void close() {
        closed = true;
        chain.close();
    }
}
