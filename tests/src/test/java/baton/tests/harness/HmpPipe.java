package baton.tests.harness;

import java.io.IOException;

/** Somebody who types at {@code -monitor stdio}: a line, then waiting for the next prompt. */
public final class HmpPipe {
    private static final String PROMPT = "(qemu) ";

    private final MonitorProcess process;
    private final String banner;
    private int read;

    /** Waits for banner and first prompt. */
    public HmpPipe(MonitorProcess process) {
        this(process, 0);
    }

    private HmpPipe(MonitorProcess process, int from) {
        this.process = process;
        this.read = process.out().await(PROMPT, from);
        this.banner = process.out().text().substring(from, read - PROMPT.length());
    }

    /** The same terminal after another monitor has begun to use it: waits for its banner and first prompt. */
    public HmpPipe next() {
        process.out().await("monitor - type 'help'", read);
        return new HmpPipe(process, read);
    }

    /** What was printed before the first prompt. */
    public String banner() {
        return banner;
    }

    /** Types a line and gives what was printed for it: LF line ends, without echo and prompt. */
    public String type(String line) throws IOException {
        process.type(line + "\n");
        int prompt = process.out().await(PROMPT, read);
        String printed = process.out().text().substring(read, prompt - PROMPT.length());
        read = prompt;
        return withoutEcho(printed).replace("\r\n", "\n");
    }

    /** QEMU echoes what comes through a pipe too, redrawing the line with escape sequences; Baton leaves that out. */
    private static String withoutEcho(String printed) {
        int end = printed.indexOf("\r\n");
        return end >= 0 && printed.substring(0, end).contains("\u001b[") ? printed.substring(end + 2) : printed;
    }

    /** Types the line again and again until {@code answer} is printed, as somebody who wants to see it would. */
    public void typeUntil(String line, String answer) throws IOException {
        String[] last = {""};
        Await.until(answer, () -> "last: " + last[0] + "\n" + process, () -> {
            last[0] = type(line);
            return last[0].strip().equals(answer);
        });
    }

    /** Types {@code quit} and gives the exit status. */
    public int quit() throws IOException {
        process.type("quit\n");
        return process.awaitExit();
    }
}
