package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * Chardevs, serial ports and monitors. What QEMU shows in a window by default goes nowhere here, as it does in QEMU
 * with {@code -display none}: without {@code -serial} the port is connected to nothing, without {@code -monitor} there
 * is no human monitor. {@code -nographic} puts both on stdio, multiplexed; {@code -nodefaults} makes neither.
 */
final class ConsoleParser {
    private static final String STDIO_TWICE = "cannot use stdio by multiple character devices";

    private final Notes notes;
    private final List<ChardevOptions> chardevs = new ArrayList<>();
    private final List<MonitorOptions> monitors = new ArrayList<>();
    private final List<String[]> serialWishes = new ArrayList<>();
    private final List<String> serials = new ArrayList<>();
    private boolean defaultSerial = true;
    private boolean defaultMonitor = true;
    private boolean nographic;
    private boolean nodefaults;
    private int compatMonitors;
    private String qtest;
    private String qtestLog;

    ConsoleParser(Notes notes) {
        this.notes = notes;
    }

    void chardev(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, "backend");
        String backend = a.string("backend", "");
        if (a.help() || backend.equals("help") || backend.equals("?")) {
            notes.help(Request.Topic.CHARDEV, null);
            return;
        }
        ChardevParser.checkKeys(a);
        String id = a.string("id", null);
        if (id == null) {
            throw a.error("chardev: no id specified");
        }
        add(ChardevParser.chardev(Values.requireIdentifier(where, id), a));
    }

    void serial(String text, String where) {
        serialWishes.add(new String[] {text, where});
        defaultSerial = false;
        defaultMonitor &= !text.startsWith("mon:");
    }

    void monitor(String text, String where) throws OptionException {
        defaultMonitor = false;
        if (!text.equals("none")) {
            compatMonitor(text, new MonitorOptions(null, false, false, where));
        }
    }

    void qmp(String text, boolean pretty, String where) throws OptionException {
        defaultMonitor = false;
        if (!text.equals("none")) {
            compatMonitor(text, new MonitorOptions(null, true, pretty, where));
        }
    }

    /** {@code -qtest}. */
    void qtest(String text, String where) throws OptionException {
        qtest = "qtest";
        add(shorthand(text, qtest, where, "Failed to initialize device for qtest: \"" + text + "\""));
    }

    /** {@code -qtest-log}. */
    void qtestLog(String path) {
        qtestLog = path.equals("none") ? null : path;
    }

    void mon(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, "chardev", notes.warnings());
        a.allow("id", "chardev", "mode", "pretty");
        boolean control = a.word("mode", "readline", "readline", "control").equals("control");
        boolean pretty = a.bool("pretty", false);
        if (!control && a.has("pretty")) {
            throw a.error("'pretty' is not compatible with HMP monitors");
        }
        monitors.add(new MonitorOptions(a.require("chardev"), control, pretty, where));
        defaultMonitor = false;
    }

    void nographic() {
        nographic = true;
    }

    void nodefaults() {
        nodefaults = true;
    }

    /** Adds the defaults and checks names. */
    ConsoleOptions finish(MachineType machine, boolean daemonize, boolean serialDevices) throws OptionException {
        defaultSerial &= !nodefaults && !serialDevices && machine != MachineType.NONE;
        defaultMonitor &= !nodefaults;
        defaults(daemonize);
        for (String[] wish : serialWishes) {
            serials.add(serialChardev(wish[0], wish[1]));
        }
        for (MonitorOptions monitor : monitors) {
            if (find(monitor.chardev()) == null) {
                throw OptionException.at(monitor.where(), "chardev \"" + monitor.chardev() + "\" not found");
            }
        }
        checkStdio(daemonize);
        return new ConsoleOptions(chardevs, serials, monitors, qtest, qtestLog);
    }

    private void defaults(boolean daemonize) throws OptionException {
        if (!nographic) {
            if (defaultSerial) {
                serialWishes.add(new String[] {"null", ""});
            }
            return;
        }
        if (daemonize && (defaultSerial || defaultMonitor)) {
            throw new OptionException("-nographic cannot be used with -daemonize");
        }
        if (defaultSerial) {
            serialWishes.add(new String[] {defaultMonitor ? "mon:stdio" : "stdio", ""});
        } else if (defaultMonitor) {
            compatMonitor("stdio", new MonitorOptions(null, false, false, ""));
        }
    }

    private void compatMonitor(String text, MonitorOptions monitor) throws OptionException {
        String id = text.startsWith("chardev:") ? text.substring(8) : "compat_monitor" + compatMonitors++;
        if (!text.startsWith("chardev:")) {
            add(shorthand(text, id, monitor.where(), "parse error: " + text));
        }
        monitors.add(new MonitorOptions(id, monitor.control(), monitor.pretty(), monitor.where()));
    }

    private String serialChardev(String text, String where) throws OptionException {
        if (text.equals("none")) {
            return null;
        }
        String failed = "could not connect serial device to character backend '" + text + "'";
        if (text.startsWith("chardev:")) {
            if (find(text.substring(8)) == null) {
                throw OptionException.at(where, failed);
            }
            return text.substring(8);
        }
        String id = "serial" + serials.size();
        ChardevOptions made = shorthand(text, id, where, failed);
        add(made);
        if (text.startsWith("mon:")) {
            monitors.add(new MonitorOptions(id, false, false, where));
        }
        return id;
    }

    private static ChardevOptions shorthand(String text, String id, String where, String failed)
            throws OptionException {
        String second = where.isEmpty() ? failed : where + ": " + failed;
        TextArguments keys;
        try {
            keys = ChardevShorthand.expand(text, where);
            if (keys != null) {
                return ChardevParser.chardev(id, keys);
            }
        } catch (OptionException e) {
            throw new OptionException(e.first(), second);
        }
        throw new OptionException(second);
    }

    private void add(ChardevOptions chardev) throws OptionException {
        if (find(chardev.id()) != null) {
            throw OptionException.at(chardev.where(), "Duplicate ID '" + chardev.id() + "' for chardev");
        }
        chardevs.add(chardev);
    }

    private ChardevOptions find(String id) {
        for (ChardevOptions chardev : chardevs) {
            if (chardev.id().equals(id)) {
                return chardev;
            }
        }
        return null;
    }

    private void checkStdio(boolean daemonize) throws OptionException {
        boolean used = false;
        for (ChardevOptions chardev : chardevs) {
            if (chardev.backend() instanceof ChardevBackend.Stdio) {
                if (daemonize) {
                    throw OptionException.at(chardev.where(), "cannot use stdio with -daemonize");
                }
                if (used) {
                    throw OptionException.at(chardev.where(), STDIO_TWICE);
                }
                used = true;
            }
        }
    }
}
