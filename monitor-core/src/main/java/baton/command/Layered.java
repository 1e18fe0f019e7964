package baton.command;

import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One registry over another: what the first has not is the second's. */
final class Layered implements HmpCommands {
    private final HmpCommands first;
    private final HmpCommands second;

    Layered(HmpCommands first, HmpCommands second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public HmpCommand find(String name) {
        HmpCommand found = first.find(name);
        return found == null ? second.find(name) : found;
    }

    @Override
    public String[] names() {
        List<String> names = new ArrayList<>(Arrays.asList(first.names()));
        for (String name : second.names()) {
            if (first.find(name) == null) {
                names.add(name);
            }
        }
        return names.toArray(new String[0]);
    }
}
