package baton.cli.options;

/**
 * One character device: a {@code -chardev}, or one made up for {@code -serial}, {@code -monitor}, {@code -qmp}.
 *
 * @param id unique among chardevs; QEMU's label such as {@code serial0} or {@code compat_monitor0} when made up
 * @param mux whether several front ends share it
 * @param logFile where everything written is copied to; null for nowhere
 * @param logAppend whether that file is appended to
 * @param cpr whether who is at the other end stays when the guest goes on in another process
 * @param backend where the bytes come from and go to
 * @param where the option, for errors while it is opened
 */
public record ChardevOptions(
        String id,
        boolean mux,
        String logFile,
        boolean logAppend,
        OnOffAuto cpr,
        ChardevBackend backend,
        String where) {
    /** One that stays as its front end does by default. */
    public ChardevOptions(
            String id, boolean mux, String logFile, boolean logAppend, ChardevBackend backend, String where) {
        this(id, mux, logFile, logAppend, OnOffAuto.AUTO, backend, where);
    }
}
