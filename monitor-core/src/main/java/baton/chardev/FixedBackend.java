package baton.chardev;

/** A backend whose wire is there from the start to the end: file, FIFOs, null. Its input may end; its output stays. */
final class FixedBackend implements Backend {
    private final String filename;
    private final Wire wire;
    private final boolean outlivesExec;

    FixedBackend(String filename, Wire wire, boolean outlivesExec) {
        this.filename = filename;
        this.wire = wire;
        this.outlivesExec = outlivesExec;
    }

    @Override
    public boolean outlivesExec() {
        return outlivesExec;
    }

    @Override
    public void keep(Keeping keeping, boolean connected) {
        if (wire.in() != null) {
            keeping.add(Keeping.INPUT, wire.in());
        }
        if (wire.out() != null) {
            keeping.add(Keeping.OUTPUT, wire.out());
        }
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
