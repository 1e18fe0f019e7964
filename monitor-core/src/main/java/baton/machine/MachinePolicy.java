package baton.machine;

/**
 * What the command line decided about the machine's life.
 *
 * @param autostart runs as soon as it can (no {@code -S})
 * @param incoming waits for a stream ({@code -incoming})
 * @param noReboot a guest's reset ends it ({@code -no-reboot})
 * @param noShutdown a guest's shutdown only stops it ({@code -no-shutdown})
 * @param uuid 16 bytes of {@code -uuid}, or null
 * @param exit ends the process with status 0; main loop
 */
public record MachinePolicy(
        boolean autostart, boolean incoming, boolean noReboot, boolean noShutdown, byte[] uuid, Runnable exit) {}
