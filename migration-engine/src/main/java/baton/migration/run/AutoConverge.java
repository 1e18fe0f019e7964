package baton.migration.run;

import baton.migration.params.MigrationParameters;
import baton.migration.params.Parameter;

/** How much a guest is slowed down that writes to RAM faster than it can be sent: QEMU's steps. Migration thread. */
final class AutoConverge {
    /** Periods in which the guest must have been too fast before it is slowed down further. */
    private static final int PATIENCE = 2;

    private static final double PERCENT = 100;

    private int percent;
    private int tooFast;

    /**
     * A period has ended.
     *
     * @param dirty bytes that the guest wrote to
     * @param sent bytes that were sent
     * @return percentage of the time that the guest must stand still from now on
     */
    int periodEnded(long dirty, long sent, MigrationParameters parameters) {
        double bearable = sent / PERCENT * parameters.number(Parameter.THROTTLE_TRIGGER_THRESHOLD);
        if (dirty > bearable) {
            tooFast++;
            if (tooFast >= PATIENCE) {
                tooFast = 0;
                percent = slower(bearable / dirty, parameters);
            }
        }
        return percent;
    }

    private int slower(double bearable, MigrationParameters parameters) {
        if (percent == 0) {
            return (int) parameters.number(Parameter.CPU_THROTTLE_INITIAL);
        }
        double step = parameters.number(Parameter.CPU_THROTTLE_INCREMENT);
        if (parameters.flag(Parameter.CPU_THROTTLE_TAILSLOW)) {
            double running = PERCENT - percent;
            step = Math.min(running - running * bearable, step);
        }
        return (int) Math.min(percent + step, parameters.number(Parameter.MAX_CPU_THROTTLE));
    }
}
