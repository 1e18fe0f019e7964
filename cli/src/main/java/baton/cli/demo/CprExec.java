package baton.cli.demo;

import java.util.List;

/** Mode cpr-exec: the process becomes the new one, with the same process id, terminal and RAM. */
final class CprExec implements DemoMode {
    private static final String STATE_FILE = "vm.state";

    @Override
    public String name() {
        return "cpr-exec";
    }

    @Override
    public HandOver show(Stage stage) throws DemoFailed {
        List<String> words = new GuestCommand(stage, GuestCommand.Ram.MEMFD).withMonitor();
        Monitor monitor = stage.start(words);
        stage.guest().begins(monitor.pid());
        monitor.type("info status", Stage.RUNNING);
        stage.guest().settles();
        monitor.type("migrate_set_parameter mode cpr-exec", "");
        String incoming = " -incoming file:" + STATE_FILE;
        monitor.type("migrate_set_parameter cpr-exec-command qemu-kvm " + String.join(" ", words) + incoming, "");
        stage.guest().leaves();
        monitor.typeLast("migrate -d file:" + STATE_FILE);
        monitor.awaitStatus(Stage.RUNNING);
        stage.guest().arrives();
        stage.guest().stopped(monitor.pid());
        stage.guest().goesOn(monitor.pid());
        monitor.type("info status", Stage.RUNNING);
        String parts = Pause.of(monitor.type("info migrate"));
        return new HandOver(name(), stage.size(STATE_FILE), stage.guest().stillMillis(), parts);
    }
}
