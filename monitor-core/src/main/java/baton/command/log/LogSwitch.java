package baton.command.log;

import baton.base.AnyThread;
import baton.base.Trace;
import java.io.IOException;
import java.util.List;

/** Which events are logged, and to which file. Nothing is opened before the first event is switched on. */
@AnyThread
public final class LogSwitch implements Trace {
    /** Somewhere lines go. */
    public interface Sink {
        /** Writes one line, which begins with when and where. */
        void line(String event, String text);

        /** Writes what is left, and lets go of the file. */
        void close();
    }

    /** Makes sinks. */
    public interface Opener {
        /** A sink to {@code file}, from now on; to stderr when that is null. */
        Sink open(String file) throws IOException;
    }

    private static final String[] EVENTS = {
        "handle_hmp_command",
        "handle_qmp_command",
        "monitor_protocol_event_drop",
        "monitor_protocol_event_emit",
        "monitor_fd_close_failed",
        "monitor_qmp_respond"
    };

    private final Opener opener;
    private volatile boolean any;
    private final boolean[] on = new boolean[EVENTS.length];
    private String file;
    private Sink sink;

    /** Nothing is on. */
    public LogSwitch(Opener opener) {
        this.opener = opener;
    }

    /** Lines go to {@code path} from the next one on; null is stderr. The file is made at once. */
    public synchronized void file(String path) throws IOException {
        Sink next = path == null && !any ? null : opener.open(path);
        if (sink != null) {
            sink.close();
        }
        sink = next;
        file = path;
    }

    /**
     * Switches all events whose name matches {@code pattern}, in which a star stands for anything.
     *
     * @return false when there is none
     */
    public synchronized boolean set(String pattern, boolean state) throws IOException {
        boolean found = false;
        for (int i = 0; i < EVENTS.length; i++) {
            if (matches(pattern, 0, EVENTS[i], 0)) {
                on[i] = state;
                found = true;
            }
        }
        any = isAny();
        if (any && sink == null) {
            sink = opener.open(file);
        }
        return found;
    }

    /** What matches {@code pattern}, as {@code info trace-events} shows it: a line each. */
    public synchronized String show(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = EVENTS.length - 1; i >= 0; i--) {
            if (matches(pattern, 0, EVENTS[i], 0)) {
                text.append(EVENTS[i]).append(" : state ").append(on[i] ? 1 : 0).append('\n');
            }
        }
        return text.toString();
    }

    /** Names of all events. */
    public static List<String> events() {
        return List.of(EVENTS);
    }

    @Override
    public boolean on(String event) {
        if (!any) {
            return false;
        }
        synchronized (this) {
            for (int i = 0; i < EVENTS.length; i++) {
                if (EVENTS[i].equals(event)) {
                    return on[i];
                }
            }
        }
        return false;
    }

    @Override
    public void log(String event, String text) {
        if (on(event)) {
            Sink to;
            synchronized (this) {
                to = sink;
            }
            to.line(event, text);
        }
    }

    private boolean isAny() {
        for (boolean one : on) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, int at, String name, int from) {
        if (at == pattern.length()) {
            return from == name.length();
        }
        if (pattern.charAt(at) == '*') {
            return matches(pattern, at + 1, name, from) || from < name.length() && matches(pattern, at, name, from + 1);
        }
        return from < name.length()
                && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(from))
                && matches(pattern, at + 1, name, from + 1);
    }
}
