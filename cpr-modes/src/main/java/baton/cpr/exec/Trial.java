package baton.cpr.exec;

import baton.migration.spi.MigrationFailed;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Sys;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command that is Baton's own while the guest still runs: it starts, reads its options and files, says what
 * machine it would build, and ends. What goes wrong in the trial would have cost the guest.
 */
public final class Trial {
    /** Set for a command on trial. */
    public static final String VARIABLE = "BATON_CPR_TRIAL";
    /** Begins each line of {@code NAME=VALUE} that a command on trial prints. */
    public static final String PREFIX = "baton-trial: ";

    private static final int MAX_OUTPUT = 1 << 16;

    private final List<String> command;
    private final ExecHost host;
    private final long timeoutMillis;
    private volatile boolean cancelled;
    private volatile Process process;

    /** Of words that {@link Lead} found. */
    Trial(List<String> command, ExecHost host, long timeoutMillis) {
        this.command = command;
        this.host = host;
        this.timeoutMillis = timeoutMillis;
    }

    /** Runs it; blocks. */
    void run() throws MigrationFailed {
        try {
            Fd output = Memfd.create("baton-trial", false);
            try {
                int status = start(output);
                judge(status, text(output));
            } finally {
                output.close();
            }
        } catch (IOException e) {
            throw new MigrationFailed("execvp " + command.get(0) + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationFailed("interrupted", e);
        }
    }

    private int start(Fd output) throws IOException, InterruptedException, MigrationFailed {
        File out = new File("/proc/self/fd/" + output.number());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
                .redirectErrorStream(true);
        builder.environment().put(VARIABLE, "1");
        builder.environment().remove(ExecPredecessor.STATE_VARIABLE);
        builder.environment().remove(ExecPredecessor.PAUSE_VARIABLE);
        process = builder.start();
        boolean ended = !cancelled
                && process.waitFor(timeoutMillis == 0 ? Long.MAX_VALUE : timeoutMillis, TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
            throw new MigrationFailed("The new command did not end its trial within " + timeoutMillis
                    + " ms: see parameter x-cpr-timeout");
        }
        return process.exitValue();
    }

    private static String text(Fd output) throws ErrnoException {
        byte[] bytes = new byte[(int) Math.min(MAX_OUTPUT, output.size())];
        output.seek(0, Sys.SEEK_SET);
        int length = output.read(bytes, 0, bytes.length);
        return new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }

    private void judge(int status, String output) throws MigrationFailed {
        Map<String, String> facts = new LinkedHashMap<>();
        String last = "exit status " + status;
        StringTokenizer lines = new StringTokenizer(output, "\n");
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            int equals = line.indexOf('=');
            if (line.startsWith(PREFIX) && equals > 0) {
                facts.put(line.substring(PREFIX.length(), equals), line.substring(equals + 1));
            } else {
                last = line;
            }
        }
        if (cancelled) {
            throw new MigrationFailed("cancelled");
        }
        if (status != 0) {
            throw new MigrationFailed("The new command would have failed: " + last);
        }
        if (facts.isEmpty()) {
            throw new MigrationFailed("The new command would have ended without starting Baton");
        }
        compare(facts);
    }

    private void compare(Map<String, String> theirs) throws MigrationFailed {
        for (Map.Entry<String, String> fact : host.machine().entrySet()) {
            String other = theirs.get(fact.getKey());
            if (other != null && !other.equals(fact.getValue())) {
                throw new MigrationFailed("The new command builds another machine: " + fact.getKey() + " is "
                        + fact.getValue() + " here and " + other + " there");
            }
        }
    }

    /** Ends it. Any thread. */
    void cancel() {
        cancelled = true;
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
