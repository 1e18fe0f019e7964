package baton.migration.run;

import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;

/** An old process that can be talked to, and agrees to everything. */
final class Partner implements Predecessor {
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
    public void takeOver() {
        // Taken.
    }

    @Override
    public void failed(String why) {
        // Never.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
