package baton.machine.vcpu;

/** A processor that was asked for and cannot be given; the text is QEMU's. */
public final class CpuRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public CpuRefused(String text) {
        super(text);
    }
}
