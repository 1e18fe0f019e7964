package baton.migration.stream;

import baton.base.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was reported. */
final class CollectingReporter implements Reporter {
    final List<String> lines = new ArrayList<>();

    @Override
    public void error(String text) {
        lines.add(text);
    }

    @Override
    public void warn(String text) {
        lines.add("warning: " + text);
    }
}
