package baton.base;

/**
 * Says things to the person who started the process: one line each on stderr, as QEMU's error_report does
 * ({@code qemu-system-x86_64: TEXT}). A monitor command redirects it to its own monitor while it runs.
 */
@AnyThread
public interface Reporter {
    /** Reports an error. {@code text} has no prefix and no newline. */
    void error(String text);

    /** Reports a warning; printed as {@code warning: TEXT}. */
    void warn(String text);
}
