package baton.tests.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import baton.tests.migration.LiveFault.State;
import baton.tests.migration.LiveFault.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can go wrong with a live migration, at each of its states, over a unix socket and TCP, with and without an
 * answer from the destination: one guest runs on, and the other side says why it does not and cleans up.
 */
@KvmRequired
class LiveFaultsIT {
    private static final Table TABLE = new Table(
            "socket", "return path", "state", "fault", "source", "its guest", "destination", "its guest or exit");

    @TempDir
    private Path directory;

    static List<LiveFault> faults() {
        return LiveFault.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void oneGuest_survives(LiveFault fault) throws IOException, QmpError {
        SocketAddress in = address(fault, "in.sock");
        SocketAddress out = fault.state() == State.LAST_BYTE ? in : address(fault, "out.sock");
        // What is left to send at last must fit into a socket that nobody reads.
        String guest = fault.state() == State.LAST_BYTE ? "mixed" : "dirty=8M";
        try (Endpoint old = Endpoint.start(directory, "-append", guest);
                Endpoint heir = Endpoint.start(directory, "-append", guest, "-incoming", "defer");
                Link link = out == in ? null : link(fault, out, in)) {
            GuestCounters before = old.vm().guest().awaitUp(1);
            Scene scene = new Scene(fault, old, heir, link);
            scene.begin(uri(out), uri(in));
            scene.reach();
            scene.trouble();
            check(fault, before, old, heir);
            assertFalse(Files.exists(directory.resolve("in.sock")), "the destination has left its socket");
        }
    }

    private static Link link(LiveFault fault, SocketAddress out, SocketAddress in) throws IOException {
        return fault.state() == State.SETUP
                ? Link.full(out, in)
                : Link.between(out, in, Scene.SOME, Scene.actOf(fault));
    }

    private SocketAddress address(LiveFault fault, String name) throws IOException {
        return fault.tcp()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), Route.freePort())
                : UnixDomainSocketAddress.of(directory.resolve(name));
    }

    private static String uri(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? "tcp:127.0.0.1:" + inet.getPort() : "unix:" + address;
    }

    private static void check(LiveFault fault, GuestCounters before, Endpoint old, Endpoint heir)
            throws IOException, QmpError {
        boolean killed = fault.trouble() == Trouble.KILL_SOURCE;
        List<String> row = new ArrayList<>(fault.words());
        row.addAll(killed ? List.of("killed", "gone") : List.of(settled(old), state(old)));
        if (fault.trouble() == Trouble.KILL_DESTINATION) {
            row.addAll(List.of("killed", "gone"));
        } else if (fault.moves() || fault.mayMove() && hasAll(heir)) {
            row.addAll(arrived(heir));
        } else {
            row.addAll(fault.state() == State.SETUP ? waits(heir) : refused(heir));
        }
        TABLE.row(row.toArray());
        if (row.get(6).equals("completed")) {
            wentOn(heir, before);
        } else if (!killed) {
            survives(old, before, row.get(4));
        }
    }

    private static void survives(Endpoint old, GuestCounters before, String told) throws IOException, QmpError {
        if (told.equals("completed")) {
            // It waited for no answer, and the destination took the guest along: the user may say so.
            assertEquals("postmigrate", state(old));
            old.vm().qmp().execute("cont");
        }
        assertEquals("running", state(old), told);
        wentOn(old, before);
    }

    private static List<String> arrived(Endpoint heir) throws IOException, QmpError {
        heir.vm().qmp().awaitMigration("completed");
        return List.of(heir.told(), state(heir));
    }

    /** Whether the whole stream was on its way when the source ended: then the guest is the destination's. */
    private static boolean hasAll(Endpoint heir) throws IOException {
        boolean[] all = {false};
        Await.until("an end", heir.vm().process()::toString, () -> {
            if (!heir.vm().process().isAlive()) {
                return true;
            }
            try {
                all[0] = heir.told().equals("completed");
                return all[0];
            } catch (QmpError e) {
                throw new IOException(e);
            } catch (IOException e) {
                // It is ending.
                return false;
            }
        });
        return all[0];
    }

    private static List<String> refused(Endpoint heir) {
        assertEquals(1, heir.vm().process().awaitExit(), heir.vm().process()::toString);
        String said = lastLine(heir);
        assertTrue(said.contains("load of migration failed: "), said);
        return List.of(said.substring(said.indexOf(": ") + 2), "exit 1");
    }

    /** It has heard of nobody, and may still be migrated to. */
    private static List<String> waits(Endpoint heir) throws IOException, QmpError {
        assertEquals("setup", heir.told());
        return List.of("setup", state(heir));
    }

    private static void wentOn(Endpoint endpoint, GuestCounters before) throws IOException, QmpError {
        endpoint.vm().guest().awaitOn(before);
    }

    private static String state(Endpoint endpoint) throws IOException, QmpError {
        return (String) endpoint.vm().qmp().query("query-status").get("status");
    }

    private static String settled(Endpoint old) throws IOException, QmpError {
        Await.until("an end", () -> old.vm().process().toString(), () -> {
            try {
                return List.of("completed", "failed", "cancelled")
                        .contains(old.told().split(":")[0]);
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        return old.told();
    }

    private static String lastLine(Endpoint endpoint) {
        String[] lines = endpoint.vm().process().err().text().strip().split("\n");
        return lines[lines.length - 1];
    }

    @AfterAll
    static void print() {
        System.out.println("\nFaults of a live migration (" + TABLE.size() + "):\n" + TABLE);
    }
}
