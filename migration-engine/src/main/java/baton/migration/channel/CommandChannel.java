package baton.migration.channel;

import baton.nat.libc.Fd;
import baton.nat.libc.Pipe;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that takes or gives the stream; its standard error is ours, the third stream is nobody's. */
final class CommandChannel implements Channel {
    private final FlowChannel pipe;
    private final Process process;
    private long patience;

    private CommandChannel(FlowChannel pipe, Process process) {
        this.pipe = pipe;
        this.process = process;
    }

    /** Starts {@code words} and writes to its standard input. */
    static CommandChannel writingTo(List<String> words) throws IOException {
        Pipe pipe = Pipe.create();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(inherited(pipe.reader()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return start(builder, pipe.writer(), pipe.reader());
    }

    /** Starts {@code words} and reads its standard output. */
    static CommandChannel readingFrom(List<String> words) throws IOException {
        Pipe pipe = Pipe.create();
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectInput(new File("/dev/null")).redirectOutput(inherited(pipe.writer()));
        return start(builder, pipe.reader(), pipe.writer());
    }

    /** The JDK opens the child's end by name, which makes it the child's alone. */
    private static File inherited(Fd end) {
        return new File("/proc/self/fd/" + end.number());
    }

    private static CommandChannel start(ProcessBuilder builder, Fd ours, Fd theirs) throws IOException {
        Process process;
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            ours.close();
            throw new IOException(
                    "Failed to execute child process \u201c" + builder.command().get(0) + "\u201d (" + reason(e) + ")",
                    e);
        } finally {
            theirs.close();
        }
        return new CommandChannel(FlowChannel.of(ours, "command"), process);
    }

    /** Of the JDK's {@code Cannot run program "x": error=2, No such file or directory}. */
    private static String reason(IOException e) {
        String text = e.getMessage();
        int number = text.lastIndexOf("error=");
        return text.substring(number < 0 ? 0 : text.indexOf(' ', number) + 1);
    }

    @Override
    public void patience(long millis) {
        patience = millis;
        pipe.patience(millis);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        pipe.write(bytes, offset, length);
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        pipe.writeMemory(address, length);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return pipe.read(bytes, offset, length);
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        return pipe.readMemory(address, length);
    }

    @Override
    public String kind() {
        return "command";
    }

    @Override
    public void shutdown() {
        pipe.shutdown();
        process.destroyForcibly();
    }

    /**
     * Ends the command's input and waits until it has dealt with it. A command that leaves some of the stream in the pipe
     * has not saved the guest, whatever exit status it gives.
     */
    @Override
    public void finish() throws IOException {
        pipe.awaitTaken();
        pipe.close();
        int status = await();
        if (status != 0) {
            throw new IOException("the command ended with exit status " + status);
        }
    }

    @Override
    public void abandon() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }

    private int await() throws IOException {
        try {
            if (patience == 0) {
                return process.waitFor();
            }
            if (!process.waitFor(patience, TimeUnit.MILLISECONDS)) {
                throw FlowChannel.impatient(patience);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the command", e);
        }
    }
}
