package baton.cli.demo;

import java.util.List;

/**
 * Mode cpr-reboot: the guest's state goes to a file, and a new process loads it. RAM is copied to the file, or it stays
 * in a file of its own that both processes map.
 */
final class CprReboot implements DemoMode {
    private static final String STATE_FILE = "vm.state";

    private final boolean inPlace;

    private CprReboot(boolean inPlace) {
        this.inPlace = inPlace;
    }

    static DemoMode ramCopied() {
        return new CprReboot(false);
    }

    static DemoMode ramInPlace() {
        return new CprReboot(true);
    }

    @Override
    public String name() {
        return inPlace ? "cpr-reboot, RAM in place" : "cpr-reboot, RAM in the file";
    }

    @Override
    public HandOver show(Stage stage) throws DemoFailed {
        List<String> words =
                new GuestCommand(stage, inPlace ? GuestCommand.Ram.FILE : GuestCommand.Ram.PRIVATE).withMonitor();
        Monitor old = stage.start(words);
        stage.guest().begins(old.pid());
        old.type("info status", Stage.RUNNING);
        stage.guest().settles();
        long saveStart = System.nanoTime();
        save(old);
        final long savingMillis = millisSince(saveStart);
        stage.guest().leaves();
        stage.guest().stopped(old.pid());
        old.quit();

        long start = System.nanoTime();
        Monitor heir = stage.start(words, "-incoming", "defer");
        final long startingMillis = millisSince(start);
        long loadStart = System.nanoTime();
        load(heir);
        final long loadingMillis = millisSince(loadStart);
        stage.guest().arrives();
        stage.guest().goesOn(heir.pid());
        heir.type("info status", Stage.RUNNING);
        String parts = "saving " + savingMillis + ", new process " + startingMillis + ", loading " + loadingMillis;
        return new HandOver(name(), stage.size(STATE_FILE), stage.guest().stillMillis(), parts);
    }

    /** Types what saves the guest and waits until it is saved. */
    private void save(Monitor old) throws DemoFailed {
        setMode(old);
        old.type("migrate -d file:" + STATE_FILE, "");
        old.awaitStatus(Stage.MOVED);
        old.type("info status");
    }

    /** Types what loads the guest and waits until it runs. */
    private void load(Monitor heir) throws DemoFailed {
        heir.type("info status", "VM status: paused (inmigrate)\n");
        setMode(heir);
        heir.type("migrate_incoming file:" + STATE_FILE, "");
        heir.awaitStatus(Stage.RUNNING);
    }

    private void setMode(Monitor monitor) throws DemoFailed {
        monitor.type("migrate_set_parameter mode cpr-reboot", "");
        if (inPlace) {
            monitor.type("migrate_set_capability x-ignore-shared on", "");
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
