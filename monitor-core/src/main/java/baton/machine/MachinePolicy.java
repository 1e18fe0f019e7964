package baton.machine;

/**
 * What the command line decided about the machine's life.
 *
 * @param autostart runs as soon as it can (no {@code -S})
 * @param incoming waits for a stream ({@code -incoming})
 * @param noReboot a guest's reset ends it ({@code -no-reboot})
 * @param noShutdown a guest's shutdown only stops it ({@code -no-shutdown})
 * @param panic what comes of a guest's panic
 * @param fail ends the process with status 1; main loop
 * @param uuid 16 bytes of {@code -uuid}, or null
 * @param exit ends the process with status 0; main loop
 */
public record MachinePolicy(
        boolean autostart,
        boolean incoming,
        boolean noReboot,
        boolean noShutdown,
        PanicAction panic,
        Runnable fail,
        byte[] uuid,
        Runnable exit) {
    /** One that is shut down by a panic as by anything else. */
    public MachinePolicy(
            boolean autostart, boolean incoming, boolean noReboot, boolean noShutdown, byte[] uuid, Runnable exit) {
        this(autostart, incoming, noReboot, noShutdown, PanicAction.SHUTDOWN, exit, uuid, exit);
    }
}
