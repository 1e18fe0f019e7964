package baton.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Mode cpr-reboot: the guest's state goes to a file, and a new process loads it. RAM is copied to the file, or it stays
 * in a file of its own that both processes map.
 */
final class CprReboot implements DemoMode {
    private static final String STATE_FILE = "vm.state";
    /** Long enough for the guest to fill what it keeps writing. */
    private static final int LINES_BEFORE = 20;

    private static final int LINES_AFTER = 3;

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
        Monitor old = stage.start(arguments(stage));
        stage.guestPrints(LINES_AFTER);
        expect("VM status: running\n", old.type("info status"));
        stage.awaitLines(LINES_BEFORE);
        long saveStart = System.nanoTime();
        save(old);
        final long savingMillis = millisSince(saveStart);
        List<SerialPort.Line> before = stage.serial().lines();
        stage.screen().guest(old.pid(), before.subList(before.size() - 1, before.size()));
        old.quit();

        long start = System.nanoTime();
        Monitor heir = stage.start(arguments(stage), "-incoming", "defer");
        final long startingMillis = millisSince(start);
        long loadStart = System.nanoTime();
        load(heir);
        final long loadingMillis = millisSince(loadStart);
        stage.awaitLines(before.size() + LINES_AFTER);
        List<SerialPort.Line> lines = stage.serial().lines();
        stage.screen().guest(heir.pid(), lines.subList(before.size(), before.size() + LINES_AFTER));
        expect("VM status: running\n", heir.type("info status"));
        GuestLog.check(lines);
        long still = GuestLog.stillMillis(lines.get(before.size() - 1), lines.get(before.size()));
        return new HandOver(name(), stateBytes(stage), still, savingMillis, startingMillis, loadingMillis);
    }

    /** Types what saves the guest and waits until it is saved. */
    private void save(Monitor old) throws DemoFailed {
        setMode(old);
        expect("", old.type("migrate -d file:" + STATE_FILE));
        old.awaitStatus("VM status: paused (postmigrate)\n");
        old.type("info status");
    }

    /** Types what loads the guest and waits until it runs. */
    private void load(Monitor heir) throws DemoFailed {
        expect("VM status: paused (inmigrate)\n", heir.type("info status"));
        setMode(heir);
        expect("", heir.type("migrate_incoming file:" + STATE_FILE));
        heir.awaitStatus("VM status: running\n");
    }

    private void setMode(Monitor monitor) throws DemoFailed {
        expect("", monitor.type("migrate_set_parameter mode cpr-reboot"));
        if (inPlace) {
            expect("", monitor.type("migrate_set_capability x-ignore-shared on"));
        }
    }

    private static void expect(String wanted, String answer) throws DemoFailed {
        if (!answer.equals(wanted)) {
            throw new DemoFailed("expected \"" + wanted.strip() + "\", the monitor says \"" + answer.strip() + "\"");
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static long stateBytes(Stage stage) throws DemoFailed {
        try {
            return Files.size(stage.file(STATE_FILE));
        } catch (IOException e) {
            throw new DemoFailed("the state file", e);
        }
    }

    private List<String> arguments(Stage stage) {
        List<String> words = new ArrayList<>(List.of("-monitor", "stdio"));
        String machine = "microvm,rtc=on";
        if (inPlace) {
            words.add("-object");
            words.add("memory-backend-file,id=ram0,size=" + stage.memory() + ",mem-path=" + stage.ramFile()
                    + ",align=2M,share=on");
            machine += ",memory-backend=ram0";
        }
        words.addAll(List.of("-m", stage.memory(), "-machine", machine, "-cpu", "host", "-smp", "2"));
        words.addAll(List.of(
                "-kernel",
                Stage.KERNEL,
                "-append",
                "dirty=64M",
                "-nodefaults",
                "-display",
                "none",
                "-serial",
                "unix:serial"));
        return words;
    }
}
