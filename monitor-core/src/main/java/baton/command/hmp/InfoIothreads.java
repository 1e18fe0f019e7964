package baton.command.hmp;

import baton.mainloop.IoThread;
import baton.mainloop.IoThreads;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.Map;

/** {@code info iothreads}: the threads of {@code -object iothread}. */
public final class InfoIothreads implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("iothreads", "", "", "show iothreads");

    private final IoThreads threads;

    /** Of {@code threads}. */
    public InfoIothreads(IoThreads threads) {
        this.threads = threads;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        for (Map.Entry<String, IoThread> thread : threads.all().entrySet()) {
            out.print(thread.getKey() + ":\n  thread_id=" + thread.getValue().id()
                    + "\n  poll-max-ns=0\n  poll-grow=0\n  poll-shrink=0\n  aio-max-batch=0\n");
        }
    }
}
