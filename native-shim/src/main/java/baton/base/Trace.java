package baton.base;

/** Diagnostic log lines ({@code -d}, {@code -D}); silent until the command line plugs a logger in, so start-up pays nothing. */
@AnyThread
public interface Trace {
    /** Drops everything. */
    Trace NONE = new Trace() {
        @Override
        public boolean on() {
            return false;
        }

        @Override
        public void log(String area, String text) {}
    };

    /** Whether anybody listens; ask before building an expensive text. */
    boolean on();

    /** Logs one line under an area such as {@code migration} or {@code qmp}. */
    void log(String area, String text);
}
