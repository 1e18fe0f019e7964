package baton.cli.options;

/** What a command line asks for. */
public sealed interface Request {
    /**
     * Run a machine.
     *
     * @param options how
     */
    record Run(VmOptions options) implements Request {}

    /**
     * Print a text and exit with status 0.
     *
     * @param topic what about
     * @param subject which machine, device or object; null for the list of them
     */
    record Help(Topic topic, String subject) implements Request {}

    /** Texts that can be asked for. */
    enum Topic {
        /** {@code -help}. */
        OPTIONS,
        /** {@code -version}. */
        VERSION,
        /** {@code -machine help}. */
        MACHINE,
        /** {@code -accel help}. */
        ACCEL,
        /** {@code -cpu help}. */
        CPU,
        /** {@code -device help}. */
        DEVICE,
        /** {@code -object help}. */
        OBJECT,
        /** {@code -chardev help}. */
        CHARDEV,
        /** {@code -netdev help}. */
        NETDEV,
        /** {@code -nic help}, or {@code -nic model=help}, whose list is the subject. */
        NIC,
        /** {@code -display help}. */
        DISPLAY,
        /** {@code -d help}. */
        LOG,
        /** {@code -smp help}. */
        SMP
    }
}
