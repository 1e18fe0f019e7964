package baton.cli.options;

import baton.command.log.LogItems;
import java.util.ArrayList;
import java.util.List;

/** Options about the process: its name, files, log and descriptors. */
final class ProcessParser {
    private final Notes notes;
    private final ConfinementParser confinement;
    private final List<FdSetEntry> addFds = new ArrayList<>();
    private final List<String> logItems = new ArrayList<>();
    private String name;
    private boolean debugThreads;
    private String uuid;
    private String pidFile;
    private boolean daemonize;
    private boolean exitWithParent;
    private boolean timestamp;
    private boolean guestName;
    private String logFile;
    private String metrics;

    ProcessParser(Notes notes) {
        this.notes = notes;
        this.confinement = new ConfinementParser(notes);
    }

    void name(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, "guest", notes.warnings());
        a.allow("guest", "process", "debug-threads");
        name = a.string("guest", name);
        debugThreads = a.bool("debug-threads", debugThreads);
        if (a.has("process")) {
            notes.warn(where, "process= has no effect, the process is java's");
        }
    }

    void uuid(String text, String where) throws OptionException {
        uuid = UuidText.parse(text);
        if (uuid == null) {
            throw OptionException.at(where, "failed to parse UUID string: wrong format");
        }
    }

    void pidFile(String path) {
        pidFile = path;
    }

    void daemonize() {
        daemonize = true;
    }

    boolean daemonizes() {
        return daemonize;
    }

    void runWith(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("async-teardown", "chroot", "exit-with-parent", "user");
        exitWithParent = a.bool("exit-with-parent", exitWithParent);
        if (a.bool("async-teardown", false)) {
            throw OptionException.unsupported(where, "the kernel tears memory down when java ends; leave it out");
        }
        confinement.runWith(a);
    }

    void sandbox(String text, String where) throws OptionException {
        confinement.sandbox(text, where);
    }

    void messages(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("timestamp", "guest-name");
        timestamp = a.bool("timestamp", timestamp);
        guestName = a.bool("guest-name", guestName);
    }

    void logItems(String text, String where) throws OptionException {
        if (text.equals("help") || text.equals("?")) {
            notes.help(Request.Topic.LOG, null);
            return;
        }
        List<String> items = LogItems.split(text);
        String unknown = LogItems.unknown(items);
        if (unknown != null) {
            throw OptionException.at(where, "unknown log item '" + unknown + "'; -d help lists them");
        }
        logItems.clear();
        logItems.addAll(items);
    }

    /** {@code -trace}: what {@code -d trace:PATTERN} and {@code -D} do. */
    void trace(String text, String where) throws OptionException {
        if (text.equals("help") || text.equals("?")) {
            notes.help(Request.Topic.LOG, null);
            return;
        }
        TextArguments a = TextArguments.parse(where, text, "enable", notes.warnings());
        a.allow("enable", "events", "file");
        if (a.has("events")) {
            throw OptionException.unsupported(where, "give -trace once for each pattern instead of events=");
        }
        logItems.add("trace:" + a.string("enable", "*"));
        logFile = a.string("file", logFile);
    }

    void metrics(String address) {
        metrics = address;
    }

    void logFile(String path) {
        logFile = path;
    }

    void addFd(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        a.allow("fd", "set", "opaque");
        long fd = signed(a, "fd");
        long set = signed(a, "set");
        if (fd < 0) {
            throw a.error("fd option is required and must be non-negative");
        }
        if (set < 0) {
            throw a.error("set option is required and must be non-negative");
        }
        if (fd <= 2) {
            throw a.error("fd cannot be a standard I/O stream");
        }
        if (fd > Integer.MAX_VALUE) {
            throw a.error("fd is not valid or already in use");
        }
        addFds.add(new FdSetEntry((int) fd, set, a.string("opaque", null), where));
    }

    ProcessOptions finish() {
        return new ProcessOptions(
                name,
                debugThreads,
                uuid,
                pidFile,
                daemonize,
                exitWithParent,
                confinement.finish(),
                new LogOptions(timestamp, guestName, logFile, logItems),
                addFds,
                metrics);
    }

    private static long signed(TextArguments a, String key) throws OptionException {
        Long value = Values.number(a.string(key, "-1"));
        if (value == null) {
            throw a.error("Parameter '" + key + "' expects a number");
        }
        return value;
    }
}
