package baton.base;

/** Diagnostic log lines ({@code -d}, {@code -D}, {@code trace-event}); silent until somebody asks, so start-up pays nothing. */
@AnyThread
public interface Trace {
    /** Drops everything. */
    Trace NONE = new Trace() {
        @Override
        public boolean on(String event) {
            return false;
        }

        @Override
        public void log(String event, String text) {}
    };

    /** Whether anybody wants to hear of {@code event}; ask before building an expensive text. */
    boolean on(String event);

    /** Logs one line of {@code event}, which {@code info trace-events} lists, if that is on. */
    void log(String event, String text);
}
