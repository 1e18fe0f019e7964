package baton.cli.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything bytes flow through.
 *
 * @param chardevs in the order to be opened; ids unique
 * @param serials the chardev of each serial port in turn; null for a port not to be there
 * @param monitors in the order given; each names a chardev above
 */
public record ConsoleOptions(List<ChardevOptions> chardevs, List<String> serials, List<MonitorOptions> monitors) {
    /** Copies the lists. */
    public ConsoleOptions {
        chardevs = List.copyOf(chardevs);
        serials = Collections.unmodifiableList(new ArrayList<>(serials));
        monitors = List.copyOf(monitors);
    }
}
