package baton.chardev;

/** One row of {@code query-chardev}. */
public record ChardevInfo(String label, String filename, boolean frontendOpen) {}
