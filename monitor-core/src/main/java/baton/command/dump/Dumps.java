package baton.command.dump;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.machine.Inspection;
import baton.machine.Machine;
import baton.machine.MachineRefused;
import baton.machine.RunState;
import baton.mainloop.MainLoop;
import baton.monitor.QmpException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dumps of the guest's memory, one at a time. The guest stands still meanwhile. */
@MainLoopThread
public final class Dumps {
    /** Told when a dump is over. */
    public interface Listener {
        /** {@code error} is null when it is whole. */
        void finished(String error);
    }

    private final Machine machine;
    private final MainLoop loop;
    private final EventSink events;
    private final Reporter reporter;
    private String status = "none";
    private DumpWriter writer;

    /** Dumps of {@code machine}. */
    public Dumps(Machine machine, MainLoop loop, EventSink events, Reporter reporter) {
        this.machine = machine;
        this.loop = loop;
        this.events = events;
        this.reporter = reporter;
    }

    /** Whether one is being written. */
    boolean active() {
        return status.equals("active");
    }

    /** {@code query-dump}. */
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("total", writer == null ? 0 : writer.total());
        info.put("status", status);
        info.put("completed", writer == null ? 0 : writer.completed());
        return info;
    }

    /** Refuses what cannot be dumped now. */
    void check() throws QmpException {
        if (machine.state() == RunState.INMIGRATE) {
            throw QmpException.generic("Dump not allowed during incoming migration.");
        }
        if (active()) {
            throw QmpException.generic("There is a dump in process, please wait.");
        }
    }

    /**
     * Writes RAM between {@code begin} and {@code begin + length}, or all of it when {@code length} is negative.
     *
     * @param file closed at the end, whatever happens
     * @param listener told at the end, on the main loop
     */
    void start(Fd file, long begin, long length, Listener listener) throws QmpException, IOException {
        ElfCore core = new ElfCore(new Inspection(machine.board()), begin, length);
        if (core.segments().isEmpty()) {
            file.close();
            throw QmpException.generic("dump: no guest memory to dump");
        }
        boolean ran = machine.state() == RunState.RUNNING;
        if (ran) {
            machine.stop();
        }
        status = "active";
        DumpWriter next = new DumpWriter(core, core.head(), file, new DumpWriter.End() {
            @Override
            public void reached(String error) {
                loop.post(new Runnable() {
                    @Override
                    public void run() {
                        finish(error, ran, listener);
                    }
                });
            }
        });
        writer = next;
        Thread thread = new Thread(next, "dump");
        thread.setDaemon(true);
        thread.start();
    }

    private void finish(String error, boolean ran, Listener listener) {
        status = error == null ? "completed" : "failed";
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", info());
        if (error != null) {
            data.put("error", error);
        }
        events.event("DUMP_COMPLETED", data);
        if (ran && machine.state() == RunState.PAUSED) {
            goOn();
        }
        listener.finished(error);
    }

    private void goOn() {
        try {
            machine.cont();
        } catch (MachineRefused e) {
            reporter.error("the guest stays paused after the dump: " + e.getMessage());
        }
    }
}
