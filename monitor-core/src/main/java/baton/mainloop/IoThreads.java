package baton.mainloop;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The I/O threads that users asked for, by their id. They end with the process. */
@MainLoopThread
public final class IoThreads {
    private final Map<String, IoThread> threads = new LinkedHashMap<>();

    /** Starts one more. */
    public void start(String id, Reporter reporter) throws IOException {
        threads.put(id, IoThread.start(id, reporter));
    }

    /** The one of that id, or null. */
    public IoThread find(String id) {
        return threads.get(id);
    }

    /** All of them, in the order they were started. */
    public Map<String, IoThread> all() {
        return Collections.unmodifiableMap(threads);
    }
}
