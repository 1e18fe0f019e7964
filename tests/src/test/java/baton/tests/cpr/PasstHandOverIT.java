package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.guest.IoGuest;
import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest with {@code -netdev user} gets an address by DHCP and answers of ARP, from one passt through hand-overs. */
@KvmRequired
class PasstHandOverIT {
    private static final long OFFERED = 1L << 32;

    @TempDir
    private Path directory;

    @Test
    void userNetwork_answersOnThroughHandOvers_andEndsWithTheGuest()
            throws IOException, QmpError, InterruptedException {
        assumeTrue(installed(), "skipped: passt is not installed");
        List<ProcessHandle> before = passts();
        try (BusyGuest guest = BusyGuest.asking(directory, "user,id=n0")) {
            guest.awaitAnswers(3);
            assertEquals(OFFERED, guest.at(IoGuest.ANSWERS) & OFFERED, "an address was offered");
            List<ProcessHandle> ours = passts();
            ours.removeAll(before);
            assertEquals(1, ours.size());
            guest.handOver(() -> guest.moving().handOver(Mode.TRANSFER, Way.UNIX, false));
            guest.awaitAnswers(3);
            guest.handOver(() -> guest.moving().handOver(Mode.EXEC, Way.FILE, false));
            guest.awaitAnswers(3);
            List<ProcessHandle> still = passts();
            still.removeAll(before);
            assertEquals(ours, still, "it is the same that goes on");
            guest.assertEverythingIsThere();
        }
        Await.until("passt to end", before::toString, () -> before.containsAll(passts()));
    }

    private static boolean installed() {
        for (String directory : List.of("/usr/bin", "/usr/local/bin")) {
            if (Files.isExecutable(Path.of(directory, "passt"))) {
                return true;
            }
        }
        return false;
    }

    private static List<ProcessHandle> passts() throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                String name = Files.readString(Path.of("/proc/" + process.pid() + "/comm"));
                if (name.startsWith("passt")) {
                    found.add(process);
                }
            } catch (NoSuchFileException e) {
                continue; // it has ended meanwhile
            }
        }
        return found;
    }
}
