package baton.cli.demo;

/** The end of the demo at a terminal: hands the guest over once more, to a process whose monitor is on that terminal. */
final class LastPrompt {
    private static final String STATE = "file:last.state";

    private final Stage stage;

    LastPrompt(Stage stage) {
        this.stage = stage;
    }

    /** Returns when the person has left. */
    void open() throws DemoFailed {
        Monitor old = stage.current();
        old.ask("migrate_set_parameter mode cpr-reboot");
        old.ask("migrate_set_capability x-ignore-shared off");
        old.ask("migrate -d " + STATE);
        old.awaitStatus(Stage.MOVED);
        old.end();
        stage.screen()
                .say(
                        "The guest goes on once more, in a process whose prompt is yours: \"help\" lists commands, \"quit\" leaves.");
        int status = stage.startOnTerminal("-incoming", STATE);
        if (status != 0) {
            throw new DemoFailed("the last process ended with status " + status);
        }
        stage.screen().say("The guest printed " + stage.guest().check() + " lines, none lost, none twice.");
    }
}
