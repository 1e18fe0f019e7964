package baton.device.testing;

import baton.machine.bus.PowerRequests;
import java.util.ArrayList;
import java.util.List;

/** Notes what hardware asks its machine for. */
public final class FakePower implements PowerRequests {
    /** What was asked, in order: sleep, off, reset. */
    public final List<String> asked = new ArrayList<>();

    @Override
    public void sleep() {
        asked.add("sleep");
    }

    @Override
    public void off() {
        asked.add("off");
    }

    @Override
    public void reset() {
        asked.add("reset");
    }
}
