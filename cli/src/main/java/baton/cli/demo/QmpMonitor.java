package baton.cli.demo;

/** The QMP monitor of a process, as a person uses it: a line there, a line back. */
final class QmpMonitor {
    private static final String EVENT = "{\"timestamp\"";

    private final Console console;
    private final Screen screen;

    QmpMonitor(Console console, Screen screen) {
        this.console = console;
        this.screen = screen;
    }

    long pid() {
        return console.pid();
    }

    /** Shows the greeting and answers it. */
    void greet() throws DemoFailed {
        screen.show(line());
        type("{\"execute\": \"qmp_capabilities\"}");
    }

    /** Types a command and shows it with its reply, and what happened meanwhile; a reply with an error is a failure. */
    void type(String command) throws DemoFailed {
        screen.show(command + "\n");
        String reply = send(command);
        screen.show(reply);
        if (reply.startsWith("{\"error\"")) {
            throw new DemoFailed("the monitor says " + reply.strip());
        }
    }

    /** Types {@code quit} and waits for the end of the process. */
    void quit() throws DemoFailed {
        type("{\"execute\": \"quit\"}");
        console.awaitEnd();
    }

    private String send(String command) throws DemoFailed {
        console.send(command);
        String line = line();
        while (line.contains("\"event\"") && line.startsWith(EVENT)) {
            screen.show(line);
            line = line();
        }
        return line;
    }

    private String line() throws DemoFailed {
        return console.until(printed -> printed.indexOf("\n") + 1 == 0 ? -1 : printed.indexOf("\n") + 1);
    }
}
