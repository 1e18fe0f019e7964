package baton.device.virtio.testing;

import baton.base.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Notes what was reported. */
public final class Said implements Reporter {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void error(String text) {
        lines.add(text);
    }

    @Override
    public void warn(String text) {
        lines.add("warning: " + text);
    }

    /** Everything so far. */
    public List<String> lines() {
        return lines;
    }
}
