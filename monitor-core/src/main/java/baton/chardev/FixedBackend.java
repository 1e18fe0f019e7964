package baton.chardev;

/** A backend whose wire is there from the start to the end: file, FIFOs, null. Its input may end; its output stays. */
final class FixedBackend implements Backend {
    private final String filename;
    private final boolean outlivesExec;

    FixedBackend(String filename, boolean outlivesExec) {
        this.filename = filename;
        this.outlivesExec = outlivesExec;
    }

    @Override
    public boolean outlivesExec() {
        return outlivesExec;
    }

    @Override
    public String filename() {
        return filename;
    }

    @Override
    public void inputEnded() {}

    @Override
    public void close() {}
}
