package baton.mainloop;

import baton.base.MainLoopThread;

/** What to do when a watched descriptor is ready. */
@MainLoopThread
public interface Handler {
    /**
     * The descriptor is ready.
     *
     * @param events bits of {@code Epoll}: what was asked for, and HUP or ERR unasked
     */
    void ready(int events);
}
