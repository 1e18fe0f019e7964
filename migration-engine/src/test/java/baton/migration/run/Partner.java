package baton.migration.run;

import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;
import java.io.IOException;

/** An old process that can be talked to, and agrees to everything unless told otherwise. */
final class Partner implements Predecessor {
    Step onTakeOver = () -> {};
    Runnable onFailed = () -> {};

    /** What happens when it is asked. */
    interface Step {
        void run() throws IOException;
    }

    @Override
    public void listening() {
        // It need not wait.
    }

    @Override
    public boolean talks() {
        return true;
    }

    @Override
    public String givesUp() {
        return null;
    }

    @Override
    public void streamBegins() {
        // It knows.
    }

    @Override
    public void awaitGo(Downtime pause) {
        // Go.
    }

    @Override
    public void takeOver() throws IOException {
        onTakeOver.run();
    }

    @Override
    public void failed(String why) {
        onFailed.run();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
