package baton.cli.update;

import baton.cli.proc.TcpListeners;
import baton.cli.qmp.QmpRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Moves the guest to a process beside the old one (cpr-transfer), which then ends. */
final class ByTransfer {
    private static final int HAND_OVER_SECONDS = 120;
    private static final int END_SECONDS = 20;
    private static final int LOOK_MILLIS = 100;

    private final String socket;
    private final OldMonitor old;
    private final NextCommand command;
    private final Screen screen;

    ByTransfer(String socket, OldMonitor old, NextCommand command, Screen screen) {
        this.socket = socket;
        this.old = old;
        this.command = command;
        this.screen = screen;
    }

    void run() throws UpdateFailed {
        command.checkMoves(old.process().pid());
        Path folder = folder();
        try {
            move(folder);
        } finally {
            remove(folder);
        }
    }

    private static Path folder() throws UpdateFailed {
        try {
            return Files.createTempDirectory("baton-update-");
        } catch (IOException e) {
            throw UpdateFailed.unchanged("cannot make a directory for sockets", e);
        }
    }

    private void move(Path folder) throws UpdateFailed {
        String pidFile = command.pidFile();
        Path directory = old.process().directory();
        KeptNames names = KeptNames.of(old.sockets(), pidFile == null ? null : directory.resolve(pidFile));
        NextProcess next = null;
        boolean gone = false;
        try {
            old.prepare(Map.of("mode", "cpr-transfer"));
            next = NextProcess.start(command, incoming(folder), old.process(), folder);
            next.awaitListening();
            screen.say("the new process waits");
            handOver(folder);
            gone = true;
        } catch (UpdateFailed e) {
            gone = e.status() != UpdateFailed.UNCHANGED;
            throw e;
        } finally {
            if (gone) {
                names.forget();
            } else {
                undo(next, names);
            }
        }
        finish(next);
    }

    private static List<String> incoming(Path folder) {
        return List.of(
                "-incoming",
                "unix:" + folder.resolve("main"),
                "-incoming",
                "cpr,addr.transport=socket,addr.type=unix,addr.path=" + folder.resolve("cpr"));
    }

    private void handOver(Path folder) throws UpdateFailed {
        List<Object> channels = List.of(channel("main", folder), channel("cpr", folder));
        try {
            old.qmp().execute("migrate", Map.of("channels", channels));
        } catch (QmpRefused e) {
            throw UpdateFailed.unchanged("process " + old.process().pid() + " says: " + e.getMessage());
        } catch (IOException e) {
            throw lost(e);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HAND_OVER_SECONDS);
        try {
            String status = "setup";
            while (!status.equals("completed")) {
                status = next(end);
                switch (status) {
                    case "active" -> screen.say("it has built the machine; the guest is handed over");
                    case "failed", "cancelled" -> throw UpdateFailed.unchanged(old.reason());
                    default -> {}
                }
            }
        } catch (IOException | QmpRefused e) {
            throw lost(e);
        }
    }

    /** The next status; cancels when it does not come, or somebody ends this command. */
    private String next(long end) throws IOException, QmpRefused {
        String status = null;
        while (status == null && System.nanoTime() < end && !Thread.interrupted()) {
            status = old.qmp().migrationStatus(LOOK_MILLIS);
        }
        if (status != null) {
            return status;
        }
        old.qmp().execute("migrate_cancel");
        status = old.qmp().migrationStatus(TimeUnit.SECONDS.toMillis(END_SECONDS));
        while (status != null && status.equals("cancelling")) {
            status = old.qmp().migrationStatus(TimeUnit.SECONDS.toMillis(END_SECONDS));
        }
        if (status == null) {
            throw new IOException("the migration neither ends nor can be cancelled");
        }
        return status;
    }

    private UpdateFailed lost(Exception e) {
        return UpdateFailed.unsure("process " + old.process().pid() + " does not answer any more", e);
    }

    private static Map<String, Object> channel(String type, Path folder) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("transport", "socket");
        address.put("type", "unix");
        address.put("path", folder.resolve(type).toString());
        return Map.of("channel-type", type, "addr", address);
    }

    /** The guest runs on in the old process: so does everything else. */
    private void undo(NextProcess next, KeptNames names) {
        if (next != null) {
            next.end();
        }
        try {
            names.restore();
            old.restore();
        } catch (IOException | QmpRefused e) {
            System.err.println("baton update: putting back what was: " + e.getMessage());
        }
    }

    private void finish(NextProcess next) throws UpdateFailed {
        int pid = old.process().pid();
        try (Successor successor = Successor.find(socket, pid, next::isThere)) {
            Map<?, ?> info = successor.awaitGuest(old.runState());
            screen.say("the guest is " + old.runState() + " in process " + successor.pid());
            screen.pause(info);
            endOld();
            screen.say("process " + pid + " has ended");
            awaitPorts();
            successor.awaitGuest(old.runState());
        }
    }

    private void endOld() throws UpdateFailed {
        try {
            old.qmp().execute("quit");
        } catch (IOException | QmpRefused e) {
            if (!old.process().ended()) {
                throw UpdateFailed.unsure("the guest is in the new process, but the old one does not quit", e);
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (!old.process().ended()) {
            if (System.nanoTime() > end) {
                throw UpdateFailed.unsure("the guest is in the new process, but process "
                        + old.process().pid() + " has not ended " + END_SECONDS + " s after quit");
            }
            Pause.briefly();
        }
    }

    private void awaitPorts() throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        try {
            for (int port : command.ports()) {
                while (!TcpListeners.at(port)) {
                    if (System.nanoTime() > end) {
                        throw UpdateFailed.unsure(
                                "the guest is in the new process, but nobody serves TCP port " + port);
                    }
                    Pause.briefly();
                }
            }
        } catch (IOException e) {
            throw UpdateFailed.unsure("the guest is in the new process; its TCP ports", e);
        }
    }

    private static void remove(Path folder) {
        try {
            for (String name : List.of("main", "cpr", "output")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.err.println("baton update: cannot remove " + folder + ": " + e.getMessage());
        }
    }
}
