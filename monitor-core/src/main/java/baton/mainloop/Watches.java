package baton.mainloop;

import baton.nat.libc.Epoll;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The table of watched descriptors over one epoll. Slots are the epoll tokens. Main loop only. */
final class Watches {
    private final Epoll epoll;
    private Watch[] slots = new Watch[16];
    private int alwaysReady;
    /** A slot freed in the middle of a round is not reused in it: its event may still be in the batch. */
    private boolean dispatching;

    private boolean freedInRound;

    Watches(Epoll epoll) {
        this.epoll = epoll;
    }

    Watch add(Fd fd, int events, Handler handler) {
        Watch watch = new Watch(this, fd, handler, freeSlot());
        slots[watch.slot] = watch;
        change(watch, events);
        return watch;
    }

    private int freeSlot() {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null) {
                return i;
            }
        }
        int first = slots.length;
        slots = Arrays.copyOf(slots, 2 * first);
        return first;
    }

    void change(Watch watch, int wanted) {
        if (watch.alwaysReady) {
            alwaysReady += (wanted == 0 ? 0 : 1) - (watch.events == 0 ? 0 : 1);
        } else {
            control(watch, wanted);
        }
        watch.events = wanted;
    }

    private void control(Watch watch, int wanted) {
        try {
            if (watch.events == 0 && wanted != 0) {
                epoll.add(watch.fd, wanted, watch.slot);
            } else if (wanted == 0 && watch.events != 0) {
                epoll.remove(watch.fd);
            } else if (wanted != 0) {
                epoll.modify(watch.fd, wanted, watch.slot);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPERM) {
                throw new UncheckedIOException("cannot watch descriptor " + watch.fd.number(), e);
            }
            watch.alwaysReady = true;
            alwaysReady++;
        }
    }

    void forget(Watch watch) {
        if (dispatching) {
            freedInRound = true;
        } else {
            slots[watch.slot] = null;
        }
    }

    /** Whether a handler is running: epoll's list of ready descriptors is in use. */
    boolean dispatching() {
        return dispatching;
    }

    boolean anyAlwaysReady() {
        return alwaysReady > 0;
    }

    /** Tells the handlers of {@code ready} epoll events, then those that are always ready. */
    void dispatch(int ready, MainLoop loop) {
        dispatching = true;
        for (int i = 0; i < ready; i++) {
            loop.handle(slots[epoll.readyToken(i)], epoll.readyEvents(i));
        }
        for (int i = 0; alwaysReady > 0 && i < slots.length; i++) {
            if (slots[i] != null && slots[i].alwaysReady && slots[i].events != 0) {
                loop.handle(slots[i], slots[i].events);
            }
        }
        dispatching = false;
        if (freedInRound) {
            sweep();
        }
    }

    private void sweep() {
        freedInRound = false;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null && slots[i].cancelled) {
                slots[i] = null;
            }
        }
    }
}
