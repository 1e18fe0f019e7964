package baton.monitor.hmp;

import baton.monitor.MonitorFds;
import java.util.function.Consumer;

/** Gathers what a line prints, for who asked over QMP, and tells it when the line, and what it holds for, are over. */
final class TextOutput implements HmpOutput {
    private final StringBuilder text = new StringBuilder();
    private final MonitorFds fds;
    private final Consumer<String> end;
    private int cpu;
    private int awaited = 1;

    /** @param end null when nobody waits */
    TextOutput(int cpu, MonitorFds fds, Consumer<String> end) {
        this.cpu = cpu;
        this.fds = fds;
        this.end = end;
    }

    /** The line itself, or something it holds for, is over. */
    void over() {
        if (--awaited == 0) {
            end.accept(text());
        }
    }

    String text() {
        return text.toString();
    }

    @Override
    public void print(String more) {
        HmpWords.appendLines(text, more);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public void cpu(int index) {
        cpu = index;
    }

    @Override
    public MonitorFds fds() {
        return fds;
    }

    @Override
    public Runnable suspend() {
        return null;
    }

    @Override
    public Runnable hold() {
        if (end == null) {
            return null;
        }
        awaited++;
        return new Runnable() {
            @Override
            public void run() {
                over();
            }
        };
    }
}
