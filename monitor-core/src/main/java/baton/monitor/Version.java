package baton.monitor;

/** The QEMU release whose words and formats Baton speaks. Clients compare these numbers, so they are QEMU's. */
public final class Version {
    /** First number. */
    public static final int MAJOR = 10;
    /** Second number. */
    public static final int MINOR = 2;
    /** Third number. */
    public static final int MICRO = 2;
    /** As {@code info version} prints it. */
    public static final String TEXT = "10.2.2";
    /** The packager's addition; empty as in a build from source. */
    public static final String PACKAGE = "";

    private Version() {}
}
