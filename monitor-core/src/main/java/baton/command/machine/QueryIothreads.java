package baton.command.machine;

import baton.mainloop.IoThread;
import baton.mainloop.IoThreads;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-iothreads}: the threads of {@code -object iothread}. They sleep where QEMU's poll first: all of that is 0. */
public final class QueryIothreads implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("IOThreadInfo")
            .member("id", Builtin.STR)
            .member("thread-id", Builtin.INT)
            .member("poll-max-ns", Builtin.INT)
            .member("poll-grow", Builtin.INT)
            .member("poll-shrink", Builtin.INT)
            .member("aio-max-batch", Builtin.INT)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-iothreads", "List the I/O threads")
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    private final IoThreads threads;

    /** Of {@code threads}. */
    public QueryIothreads(IoThreads threads) {
        this.threads = threads;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> all = new ArrayList<>();
        for (Map.Entry<String, IoThread> thread : threads.all().entrySet()) {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("poll-shrink", 0L);
            info.put("thread-id", (long) thread.getValue().id());
            info.put("aio-max-batch", 0L);
            info.put("poll-grow", 0L);
            info.put("poll-max-ns", 0L);
            info.put("id", thread.getKey());
            all.add(info);
        }
        reply.done(all);
    }
}
