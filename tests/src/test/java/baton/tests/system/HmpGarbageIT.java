package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the human monitor without arguments, with too many and with garbage, while a guest runs. */
@KvmRequired
class HmpGarbageIT {
    private static final List<String> GARBAGE = List.of(
            "",
            "a b c d e f g h i j k l m n o p",
            "-z",
            "-",
            "\"",
            "\"\\x",
            "%s%n",
            "$",
            "$nosuch",
            "((((",
            "1/0",
            "/999999999x",
            "/zz 0",
            "99999999999999999999",
            "-1",
            "0xffffffffffffffff",
            "=,=,,",
            "{\"a\":",
            "\u00e9\u20ac",
            "x".repeat(3000));
    /** What they are for would end the guest, or the test. */
    private static final List<String> MEANT = List.of("quit", "stop", "system_reset", "system_powerdown", "nmi");

    /** Any word is the name of a file for them, and the guest stands still while it is written. */
    private static final List<String> WRITING = List.of("dump-guest-memory", "logfile");

    @TempDir
    private Path directory;

    @Test
    void whateverIsTyped_isAnsweredAndTheGuestRunsOn() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M")) {
            vm.guest().awaitUp(1);
            GuestCounters before = vm.guest().read();
            for (String command : commands(vm)) {
                for (String garbage : GARBAGE) {
                    if (garbage.isEmpty() ? !MEANT.contains(command) : !WRITING.contains(command)) {
                        check(vm, command + " " + garbage);
                    }
                }
            }
            assertEquals("VM status: running\n", hmp(vm, "info status"));
            checkPages(vm);
            vm.guest().awaitTicks(before, 20).assertNoFailures();
            assertFalse(vm.process().err().text().contains("Exception"), vm.process()::toString);
            assertEquals(0, vm.quit());
        }
    }

    /** What the guest maps is its first GiB and the fourth, one to one; see tests/guest. */
    private static void checkPages(TestVm vm) throws IOException, QmpError {
        assertEquals(
                "0000000000000000-0000000040000000 0000000040000000 -rw\n"
                        + "00000000c0000000-0000000100000000 0000000040000000 -rw\n",
                hmp(vm, "info mem"));
        String second = hmp(vm, "info tlb").split("\n")[1];
        assertTrue(second.matches("0000000000200000: 0000000000200000 --P[-D][-A]---W"), second);
        assertTrue(hmp(vm, "info stats vcpu exits").matches("provider: kvm\n    exits \\(cumulative\\): [1-9]\\d*\n"));
    }

    private static void check(TestVm vm, String line) throws IOException, QmpError {
        String answer = hmp(vm, line);
        String shown = line + " -> " + answer;
        assertFalse(answer.contains("Exception") || answer.contains("\tat "), shown);
        assertFalse(answer.contains("internal error"), shown);
        boolean refused = answer.startsWith("Error: ") || answer.contains("\nTry \"help ");
        int most = answer.contains("\nTry \"help ") ? 3 : 1;
        assertTrue(!refused || answer.lines().count() <= most, shown);
    }

    private static List<String> commands(TestVm vm) throws IOException, QmpError {
        List<String> names = new ArrayList<>();
        for (String line : hmp(vm, "help").split("\n")) {
            if (line.contains(" -- ")) {
                String name = line.substring(0, line.indexOf(' '));
                names.add(name.contains("|") ? name.substring(0, name.indexOf('|')) : name);
            }
        }
        for (String line : hmp(vm, "help info").split("\n")) {
            names.add(line.substring(0, line.indexOf(' ', "info ".length())));
        }
        assertTrue(names.size() > 70, names.toString());
        return names;
    }

    private static String hmp(TestVm vm, String line) throws IOException, QmpError {
        try {
            Object text = vm.qmp().execute("human-monitor-command", "command-line", line);
            return String.valueOf(text).replace("\r\n", "\n");
        } catch (QmpError e) {
            throw new AssertionError(line + " -> " + e.getMessage(), e);
        }
    }
}
