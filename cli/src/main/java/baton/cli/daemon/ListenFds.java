package baton.cli.daemon;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sockets that systemd, or another manager of services, has opened for this process (sd_listen_fds(3)): LISTEN_FDS of them from
 * descriptor 3 on, with the names of LISTEN_FDNAMES, between colons. They are there by number ({@code fd=3}) anyway; by
 * name as if a client had given them with {@code getfd}.
 */
final class ListenFds {
    private static final int FIRST = 3;
    /** More than a manager hands over, and few enough to look at. */
    private static final int MOST = 1024;

    private ListenFds() {}

    /** The names of the descriptors from 3 on, empty for one without; none when they are meant for another process. */
    static List<String> names(Map<String, String> environment, long pid) {
        List<String> names = new ArrayList<>();
        int count = number(environment.get("LISTEN_FDS"));
        if (count > MOST || number(environment.get("LISTEN_PID")) != pid) {
            return names;
        }
        String left = environment.getOrDefault("LISTEN_FDNAMES", "");
        for (int i = 0; i < count; i++) {
            int colon = left.indexOf(':');
            names.add(colon < 0 ? left : left.substring(0, colon));
            left = colon < 0 ? "" : left.substring(colon + 1);
        }
        return names;
    }

    private static int number(String text) {
        try {
            return text == null ? -1 : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Keeps those with a name in {@code store}; the first of several with one name. What is not open is passed over. */
    static void keep(List<String> names, FdStore store) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.isEmpty()
                    && !Character.isDigit(name.charAt(0))
                    && !store.names().contains(name)) {
                keep(name, FIRST + i, store);
            }
        }
    }

    private static void keep(String name, int number, FdStore store) {
        try {
            // The number stays as it is, for fd=NUMBER.
            store.name(name, Fd.borrowed(number).dup());
        } catch (ErrnoException | QmpException e) {
            // Not open, whatever the manager says.
            return;
        }
    }
}
