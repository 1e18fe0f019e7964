package baton.cli.update;

import baton.cli.proc.UnixListeners;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The new process, from its start to the moment it waits for the old one. It belongs to no terminal of ours. */
final class NextProcess {
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 5;

    private final Process process;
    private final Path cpr;
    /** What it prints, and where in it that begins; null when it goes elsewhere. */
    private final Path said;

    private final long from;
    private final boolean background;

    private NextProcess(Process process, boolean background, Path cpr, Path said, long from) {
        this.process = process;
        this.background = background;
        this.cpr = cpr;
        this.said = said;
        this.from = from;
    }

    /**
     * Starts it with the directory, environment and output of the old one.
     *
     * @param folder a directory of ours, where its sockets will be
     */
    static NextProcess start(NextCommand command, List<String> incoming, OldProcess old, Path folder)
            throws UpdateFailed {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.with(incoming));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(old.directory().toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(old.environment());
        Path own = folder.resolve("output");
        Path errors = command.daemonizes() ? own : old.output(2);
        builder.redirectError(to(errors)).redirectOutput(to(command.daemonizes() ? own : old.output(1)));
        try {
            boolean readable = errors != null && (errors.equals(own) || Files.isRegularFile(errors));
            long from = readable && Files.exists(errors) ? Files.size(errors) : 0;
            return new NextProcess(
                    builder.start(), command.daemonizes(), folder.resolve("cpr"), readable ? errors : null, from);
        } catch (IOException e) {
            throw UpdateFailed.unchanged("cannot start " + command.program(), e);
        }
    }

    private static ProcessBuilder.Redirect to(Path path) {
        return path == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    /** Waits until it is ready for the old one. */
    void awaitListening() throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listens()) {
            if (!process.isAlive()) {
                throw UpdateFailed.unchanged(
                        "the new process ended with status " + process.exitValue() + ": " + lastWords());
            }
            if (System.nanoTime() > end) {
                throw UpdateFailed.unchanged(
                        "the new process was not ready within " + START_SECONDS + " s: " + lastWords());
            }
            Pause.briefly();
        }
    }

    private boolean listens() throws UpdateFailed {
        try {
            return UnixListeners.at(cpr.toString());
        } catch (IOException e) {
            throw UpdateFailed.unchanged("cannot see sockets", e);
        }
    }

    /** Whether it may be there: one in the background may. */
    boolean isThere() {
        return background || process.isAlive();
    }

    /** The last line it printed as an error. */
    String lastWords() {
        try {
            if (said == null) {
                return "what it says goes where the old process's errors go";
            }
            byte[] all = Files.readAllBytes(said);
            int start = (int) Math.min(from, all.length);
            String text = new String(all, start, all.length - start, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Ends it while it has no guest; one that is told that there will be none ends by itself. */
    void end() {
        sendNothing();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** It may be in the background, where its id is not known: an empty state ends it all the same. */
    private void sendNothing() {
        try {
            Sockets.unixConnect(cpr.toString(), false).close();
        } catch (IOException e) {
            // It does not wait any more.
            return;
        }
    }
}
