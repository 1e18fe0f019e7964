package baton.mainloop;

import baton.base.MainLoopThread;
import baton.nat.libc.Fd;

/** A descriptor the {@link MainLoop} waits on. Cancel it before closing the descriptor. */
@MainLoopThread
public final class Watch {
    private final Watches owner;
    final Fd fd;
    final Handler handler;
    /** Index in the owner's table, the token epoll gives back. */
    final int slot;
    /** What is waited for; 0 takes the descriptor out of epoll, which would report a hang-up over and over. */
    int events;
    /** epoll refused it (a regular file, /dev/null): ready whenever anything is asked of it. */
    boolean alwaysReady;

    boolean cancelled;

    Watch(Watches owner, Fd fd, Handler handler, int slot) {
        this.owner = owner;
        this.fd = fd;
        this.handler = handler;
        this.slot = slot;
    }

    /** Waits for {@code wanted} from now on; 0 rests, without even a hang-up being told. */
    public void events(int wanted) {
        if (!cancelled && wanted != events) {
            owner.change(this, wanted);
        }
    }

    /** What is waited for now. */
    public int events() {
        return events;
    }

    /** Waits no longer; the handler is not called again. Does nothing the second time. */
    public void cancel() {
        if (!cancelled) {
            owner.change(this, 0);
            cancelled = true;
            owner.forget(this);
        }
    }
}
