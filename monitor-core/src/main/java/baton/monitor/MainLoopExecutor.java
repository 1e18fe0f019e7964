package baton.monitor;

import baton.base.AnyThread;
import baton.mainloop.MainLoop;
import java.util.concurrent.Executor;

/** Runs a task at once when called on the main loop, and posts it there otherwise. */
@AnyThread
public final class MainLoopExecutor implements Executor {
    private final MainLoop mainLoop;

    /** Brings tasks to {@code mainLoop}. */
    public MainLoopExecutor(MainLoop mainLoop) {
        this.mainLoop = mainLoop;
    }

    @Override
    public void execute(Runnable task) {
        if (mainLoop.isLoopThread()) {
            task.run();
        } else {
            mainLoop.post(task);
        }
    }
}
