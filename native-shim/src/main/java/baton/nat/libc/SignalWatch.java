package baton.nat.libc;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signals sent to the process, taken by the JVM's signal thread. */
public final class SignalWatch {
    /** Who wants to know. */
    public interface Listener {
        /** A signal came. Any thread. */
        void received(int signal);
    }

    private SignalWatch() {}

    /**
     * Has {@code listener} hear of a signal instead of what the JVM would do at it. One of INT, TERM and HUP that the
     * process was started to ignore, as nohup does, stays ignored.
     *
     * @param name without SIG
     */
    public static void add(String name, Listener listener) {
        Signal.handle(new Signal(name), new SignalHandler() {
            @Override
            public void handle(Signal signal) {
                listener.received(signal.getNumber());
            }
        });
    }
}
