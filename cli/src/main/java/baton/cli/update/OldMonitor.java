package baton.cli.update;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The old process as its QMP socket shows it: told to migrate, and put back when that failed. */
final class OldMonitor implements AutoCloseable {
    private static final String SERVER = ",server=on";
    private static final List<String> CANNOT_MOVE = List.of(
            "inmigrate", "postmigrate", "finish-migrate", "restore-vm", "save-vm", "shutdown", "internal-error");

    private static final List<String> MIGRATES = List.of("setup", "active", "pre-switchover", "device", "cancelling");

    private final QmpConnection qmp;
    private final OldProcess process;
    private final String runState;
    private final Object modeBefore;
    private final Object commandBefore;
    private final boolean eventsBefore;

    private OldMonitor(QmpConnection qmp, String socket) throws IOException, QmpRefused, UpdateFailed {
        this.qmp = qmp;
        this.process = new OldProcess(qmp.process());
        this.runState = qmp.runState();
        if (CANNOT_MOVE.contains(runState)) {
            throw UpdateFailed.unchanged(
                    "process " + process.pid() + " at " + socket + " has no guest to move: it is " + runState);
        }
        if (MIGRATES.contains(String.valueOf(qmp.query("query-migrate").get("status")))) {
            throw UpdateFailed.unchanged(
                    "process " + process.pid() + " is migrating already: wait for it, or cancel it");
        }
        Map<?, ?> parameters = qmp.query("query-migrate-parameters");
        modeBefore = parameters.get("mode");
        Object command = parameters.get("cpr-exec-command");
        commandBefore = command == null ? List.of() : command;
        eventsBefore = capability("events");
    }

    /** Connects. */
    static OldMonitor open(String socket) throws UpdateFailed {
        QmpConnection qmp = null;
        OldMonitor monitor = null;
        try {
            qmp = QmpConnection.open(socket);
            monitor = new OldMonitor(qmp, socket);
            return monitor;
        } catch (IOException | QmpRefused e) {
            throw UpdateFailed.unchanged("cannot speak QMP at " + socket, e);
        } finally {
            if (monitor == null && qmp != null) {
                close(qmp);
            }
        }
    }

    private boolean capability(String name) throws IOException, QmpRefused {
        if (qmp.execute("query-migrate-capabilities") instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> capability && name.equals(capability.get("capability"))) {
                    return Boolean.TRUE.equals(capability.get("state"));
                }
            }
        }
        return false;
    }

    QmpConnection qmp() {
        return qmp;
    }

    OldProcess process() {
        return process;
    }

    /** The guest's run state when this began. */
    String runState() {
        return runState;
    }

    /** The unix sockets it serves. */
    List<Path> sockets() throws UpdateFailed {
        Path directory = process.directory();
        List<Path> paths = new ArrayList<>();
        try {
            if (qmp.execute("query-chardev") instanceof List<?> all) {
                for (Object one : all) {
                    String path = one instanceof Map<?, ?> chardev ? served((String) chardev.get("filename")) : null;
                    if (path != null) {
                        paths.add(directory.resolve(path));
                    }
                }
            }
            return paths;
        } catch (IOException | QmpRefused e) {
            throw UpdateFailed.unchanged("query-chardev", e);
        }
    }

    /** The path in {@code [disconnected:]unix:PATH,server=on}; null for anything else. */
    private static String served(String filename) {
        String name = filename.startsWith("disconnected:") ? filename.substring("disconnected:".length()) : filename;
        return name.startsWith("unix:") && name.endsWith(SERVER)
                ? name.substring("unix:".length(), name.length() - SERVER.length())
                : null;
    }

    /** Sets the mode, and refuses what the guest's machine cannot do in it. */
    void prepare(Map<String, ?> parameters) throws UpdateFailed {
        try {
            qmp.execute("migrate-set-parameters", parameters);
            setEvents(true);
            if (qmp.query("query-migrate").get("blocked-reasons") instanceof List<?> reasons && !reasons.isEmpty()) {
                throw UpdateFailed.unchanged("this guest cannot be updated: " + reasons.get(0));
            }
        } catch (IOException | QmpRefused e) {
            throw UpdateFailed.unchanged("preparing process " + process.pid(), e);
        }
    }

    /** Sets everything back. */
    void restore() throws IOException, QmpRefused {
        qmp.execute("migrate-set-parameters", Map.of("mode", modeBefore, "cpr-exec-command", commandBefore));
        setEvents(eventsBefore);
    }

    private void setEvents(boolean on) throws IOException, QmpRefused {
        Map<String, Object> events = Map.of("capability", "events", "state", on);
        qmp.execute("migrate-set-capabilities", Map.of("capabilities", List.of(events)));
    }

    /** Why the migration failed. */
    String reason() throws IOException, QmpRefused {
        Object reason = qmp.query("query-migrate").get("error-desc");
        return reason == null ? "it was cancelled" : reason.toString();
    }

    @Override
    public void close() {
        close(qmp);
    }

    private static void close(QmpConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            System.err.println("baton update: closing a monitor: " + e.getMessage());
        }
    }
}
