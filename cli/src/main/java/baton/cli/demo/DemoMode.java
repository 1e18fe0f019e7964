package baton.cli.demo;

/** One way to hand a guest from one process to the next, shown on a {@link Stage}. Add it to {@link DemoModes}. */
interface DemoMode {
    /** As the summary lists it, e.g. {@code cpr-reboot, RAM in place}. */
    String name();

    /**
     * Shows it: starts a guest, hands it over, checks that it goes on. Leaves the guest running.
     *
     * @throws DemoFailed something is not as it must be
     */
    HandOver show(Stage stage) throws DemoFailed;
}
