package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process becomes the next through a shell, again and again, whatever the shell is told to do on its way there. */
@KvmRequired
class WrapperIT {
    /** What a shell runs whose arguments are Baton's command line. */
    private static final List<String> TEXTS = List.of(
            "case \"$1\" in *qemu*) for i in 1 2; do [ $i = 2 ] && eval 'exec \"$@\"'; done ;; *) exit 3 ;; esac",
            "S=$(command -v sh); start() { exec \"$S\" -c 'exec \"$@\"' sh \"$@\"; }; start \"$@\"",
            "NAME=`echo piped | tr a-z A-Z`; seq 3 | while read n; do echo $n; done | cat > counted; exec \"$@\" -name $NAME",
            "(echo subshell > noted) & wait; cat >> noted <<END\n$# words\nEND\n. ./settings; exec 3< noted 4>> noted; exec \"$@\"",
            "set -- env WRAPPED=1 nice -n 0 \"$@\"; trap 'echo never' EXIT; while :; do exec \"$@\"; done",
            "if test -t 0; then exit 3; elif ! false; then eval \"set -- \\\"\\$@\\\" -name evaluated\"; exec \"$@\"; fi");

    @TempDir
    private Path directory;

    @Test
    void everyWayOfAShell_leadsTheGuestIntoTheNextProcess() throws IOException, QmpError {
        Files.writeString(directory.resolve("settings"), "PREFIX=\nreadonly PREFIX\n");
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters start = guest.memory().read();
            for (String text : TEXTS) {
                becomes(guest, text);
            }
            guest.assertWentOn(start);
            guest.assertGapless();
            assertEquals("1\n2\n3\n", Files.readString(directory.resolve("counted")));
            assertEquals(0, guest.current().quit());
        }
    }

    private static void becomes(MovingGuest guest, String text) throws IOException, QmpError {
        guest.mode(Mode.EXEC);
        Instance old = guest.current();
        GuestCounters before = guest.memory().read();
        Instance heir = guest.plan("-incoming", "memfd:").through(List.of("sh", "-c", text, "sh"));
        old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
        old.qmp().execute("migrate", "uri", "memfd:");
        heir.inside(old);
        guest.become(heir);
        assertEquals("running", heir.status(), text);
        guest.memory().awaitTicks(before, 2);
        assertTrue(old.process().isAlive(), text);
    }
}
