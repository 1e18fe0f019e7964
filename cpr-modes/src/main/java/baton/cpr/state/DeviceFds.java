package baton.cpr.state;

import baton.base.MainLoopThread;
import baton.nat.libc.Fd;
import java.util.Map;

/** What devices have open and the next process goes on with: taps, clients of consoles. */
@MainLoopThread
public interface DeviceFds {
    /** There is none. */
    DeviceFds NONE = new DeviceFds() {
        @Override
        public Map<String, Fd> kept(boolean exec) {
            return Map.of();
        }
    };

    /**
     * By the name under which the next process asks for it ({@link CprFds#take}); open until {@link #release}.
     *
     * @param exec whether the next process is this one, become another
     */
    Map<String, Fd> kept(boolean exec);

    /** The guest stands still; what goes on elsewhere is not touched here any more, until {@link #stay}. Not for exec. */
    default void hold() {}

    /** After {@link #kept}: the guest goes on here after all. */
    default void stay() {}

    /** They are needed no more: the next process has its own, or there is none. */
    default void release() {}
}
