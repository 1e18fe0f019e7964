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
        this.process = process;
        this.read = process.out().await(PROMPT, 0);
        this.banner = process.out().text().substring(0, read - PROMPT.length());
    }

    /** What was printed before the first prompt. */
    public String banner() {
        return banner;
    }

    /** Types a line and gives what was printed for it: LF line ends, without echo and prompt. */
    public String type(String line) throws IOException {
        process.type(line + "\n");
        int echoed = process.out().await("\r\n", read);
        int prompt = process.out().await(PROMPT, echoed);
        String printed = process.out().text().substring(echoed, prompt - PROMPT.length());
        read = prompt;
        return printed.replace("\r\n", "\n");
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
