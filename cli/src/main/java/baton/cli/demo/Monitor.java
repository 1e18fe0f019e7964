package baton.cli.demo;

import java.util.concurrent.TimeUnit;

/** The human monitor of a process. */
final class Monitor {
    private static final String PROMPT = "(qemu) ";
    private static final String BANNER = "QEMU ";
    private static final int LOOK_MILLIS = 5;

    private final Console console;
    private final Screen screen;

    Monitor(Console console, Screen screen) {
        this.console = console;
        this.screen = screen;
    }

    long pid() {
        return console.pid();
    }

    /** Waits for the first prompt and shows the banner. */
    void greet() throws DemoFailed {
        screen.show(untilPrompt());
    }

    /** Types a command and shows it with what it prints. */
    String type(String command) throws DemoFailed {
        screen.show(PROMPT + command + "\n");
        String answer = ask(command);
        screen.show(answer);
        return answer;
    }

    /** The same for a command that has to answer {@code wanted}. */
    void type(String command, String wanted) throws DemoFailed {
        String answer = type(command);
        if (!answer.equals(wanted)) {
            throw new DemoFailed("expected \"" + wanted.strip() + "\", the monitor says \"" + answer.strip() + "\"");
        }
    }

    /** Types and shows a command by which the process becomes another one, and shows that one's banner. */
    void typeLast(String command) throws DemoFailed {
        screen.show(PROMPT + command + "\n");
        console.send(command);
        String text = console.until(printed -> printed.indexOf(BANNER) < 0 ? -1 : promptEnd(printed));
        screen.show(text.substring(text.indexOf(BANNER), text.length() - PROMPT.length()));
    }

    /** Types a command without showing it. */
    String ask(String command) throws DemoFailed {
        console.send(command);
        return untilPrompt();
    }

    /** Asks {@code info status} until it says {@code wanted}. */
    void awaitStatus(String wanted) throws DemoFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Console.PATIENCE_SECONDS);
        String status = ask("info status");
        while (!status.equals(wanted)) {
            if (System.nanoTime() > end) {
                throw new DemoFailed("still \"" + status.strip() + "\"; info migrate says:\n" + ask("info migrate"));
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailed("interrupted", e);
            }
            status = ask("info status");
        }
    }

    /** Types {@code quit}, shows it, and waits for the end of the process. */
    void quit() throws DemoFailed {
        screen.show(PROMPT + "quit\n");
        end();
    }

    /** The same, not shown. */
    void end() throws DemoFailed {
        console.send("quit");
        console.awaitEnd();
    }

    private String untilPrompt() throws DemoFailed {
        String text = console.until(Monitor::promptEnd);
        return text.substring(0, text.length() - PROMPT.length());
    }

    private static int promptEnd(StringBuilder printed) {
        int start = printed.length() - PROMPT.length();
        boolean atLineStart = start == 0 || start > 0 && printed.charAt(start - 1) == '\n';
        return atLineStart && printed.indexOf(PROMPT, start) == start ? printed.length() : -1;
    }
}
