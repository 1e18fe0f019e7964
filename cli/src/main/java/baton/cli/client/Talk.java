package baton.cli.client;

import java.util.List;
import picocli.CommandLine.Option;

/** Options that every conversation has. */
final class Talk {
    /** Exit status: what was asked for was done. */
    static final int DONE = 0;
    /** Exit status: the monitor answered with an error. */
    static final int REFUSED = 1;
    /** Exit status: no connection, no answer in time, or a wrong command line. */
    static final int UNKNOWN = 2;

    private static final long ANSWER_SECONDS = 20;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final long FOREVER_MILLIS = 1L << 40;

    @Option(names = "--events", description = "Print the events that come meanwhile, too.")
    private boolean events;

    @Option(
            names = "--wait",
            paramLabel = "EVENT",
            description = "Then wait for this event, and print it; also as EVENT:WORD, with WORD among its data"
                    + " (MIGRATION:completed, which takes capability events). One that came before the answer counts. May be repeated: all, in any"
                    + " order.")
    private List<String> wait = List.of();

    @Option(
            names = "--fd",
            paramLabel = "N",
            description = "Pass this descriptor of the shell's along, as in 7<>file (unix sockets only).")
    private List<Integer> fds = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up after so long without the answer, or without the events waited for (default: 20 for"
                    + " an answer, no limit for events).")
    private double timeout;

    boolean events() {
        return events;
    }

    List<String> wanted() {
        return wait;
    }

    int[] fds() {
        int[] numbers = new int[fds.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = fds.get(i);
        }
        return numbers;
    }

    /** How long to wait for an answer. */
    long answerMillis() {
        return timeout > 0 ? millis() : ANSWER_SECONDS * (long) MILLIS_PER_SECOND;
    }

    /** How long to wait for events. */
    long eventMillis() {
        return timeout > 0 ? millis() : FOREVER_MILLIS;
    }

    private long millis() {
        return (long) Math.min(FOREVER_MILLIS, Math.max(1, timeout * MILLIS_PER_SECOND));
    }
}
