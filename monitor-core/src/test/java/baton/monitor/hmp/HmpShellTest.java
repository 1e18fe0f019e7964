package baton.monitor.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Reporter;
import baton.base.Trace;
import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmpShellTest {
    private final List<String> stderr = new ArrayList<>();
    private final HmpReporter reporter = new HmpReporter(new Reporter() {
        @Override
        public void error(String text) {
            stderr.add(text);
        }

        @Override
        public void warn(String text) {
            stderr.add("warning: " + text);
        }
    });
    private final TestHmpCommands commands = new TestHmpCommands();
    private final HmpShell shell = new HmpShell(
            commands, (cpu, name) -> name.equals("rip") ? Long.valueOf(0x1000 + cpu) : null, () -> 2, reporter);

    private String run(String line) throws QmpException {
        return shell.run(line, -1, new MonitorFds(Trace.NONE));
    }

    /** Texts of QEMU 10.0.2 and 10.2.2; {@code ~} stands for CR LF, T(x) for the hint to try help. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "badcmd;unknown command: 'badcmd'~",
                "foo bar;unknown command: 'foo'~",
                "info badcmd;unknown command: 'info badcmd'~",
                "info status extra;status: extraneous characters at the end of line~T(info status)",
                "info registers -x;registers: unsupported option -x~T(info registers)",
                "migrate;migrate: string expected~T(migrate)",
                "migrate -d;migrate: string expected~T(migrate)",
                "migrate -r -d u;migrate: extraneous characters at the end of line~T(migrate)",
                "migrate -x u;migrate: unsupported option -x~T(migrate)",
                "migrate -dr u;migrate: extraneous characters at the end of line~T(migrate)",
                "migrate file:a b;migrate: extraneous characters at the end of line~T(migrate)",
                "migrate \"a;unterminated string~migrate: string expected~T(migrate)",
                "migrate \"a\\x\";unsupported escape code: '\\x'~migrate: string expected~T(migrate)",
                "migrate_set_parameter mode;migrate_set_parameter: string expected~T(migrate_set_parameter)",
                "migrate_set_capability x maybe;Expected 'on' or 'off'~T(migrate_set_capability)",
                "migrate_set_capability x;Expected 'on' or 'off'~T(migrate_set_capability)",
                "screendump;screendump: filename expected~T(screendump)",
                "commit;commit: block device name expected~T(commit)",
                "object_add;object_add: string expected~T(object_add)",
                "quit x;quit|q: extraneous characters at the end of line~T(quit)",
                "p 1 2;print|p: extraneous characters at the end of line~T(p)",
                "p 09;print|p: extraneous characters at the end of line~T(p)",
                "p;unexpected end of expression~T(p)",
                "p 1/0;division by zero~T(p)",
                "p (1;')' expected~T(p)",
                "p 1+;unexpected end of expression~T(p)",
                "p $foo;unknown register~T(p)",
                "p @;invalid char '@' in expression~T(p)",
                "p 'a;missing terminating ' character~T(p)",
                "p 99999999999999999999;number too large~T(p)",
                "p/t 5;invalid char in format: 't'~T(p)",
                "cpu;unexpected end of expression~T(cpu)",
                "cpu 99999999999;'cpu' has failed: integer is for 32-bit values~T(cpu)",
                "balloon -1;enter a positive value~T(balloon)",
                "size x;invalid size~T(size)",
                "help foo;unknown command: 'foo'~",
                "help info foo;unknown command: 'info foo'~",
                "fail;Error: line one~line two~"
            })
    void wrongLine_isRefusedInQemusWords(String line, String text) throws QmpException {
        String expected = text.replaceAll("T\\((.*)\\)", "Try \"help $1\" for more information~")
                .replace("~", "\r\n");

        assertEquals(expected, run(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "p 1+2;3",
                "p 0x10*2;32",
                "p 010;8",
                "p -1;-1",
                "p ~0;-1",
                "p 1|6&3^1;2",
                "p 5-7;-2",
                "p 7%3;1",
                "p 'a';97",
                "p $rip + 8;4104",
                "  p   (1+2)*3  ;9",
                "p/x 255;255"
            })
    void expression_isEvaluated(String line, String value) throws QmpException {
        assertEquals("val=" + value + "\r\n", run(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "migrate -d -r file:x;uri=file:x d=true r=true",
                "migrate -r file:x;uri=file:x d=false r=true",
                "migrate -d \"file:a b\\\"\";uri=file:a b\" d=true r=false",
                "migrate_set_parameter mode cpr-exec  extra ;parameter=mode~value=cpr-exec  extra ",
                "migrate_set_capability x on;x=true",
                "announce_self;interfaces=-~id=-",
                "announce_self a b;interfaces=a~id=b",
                "balloon 3;value=3145728",
                "size 1;n=1048576",
                "size 4k;n=4096",
                "expire now -d spice0;time=now~display=spice0",
                "expire now;time=now~display=-"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void arguments_areReadByTheirTypes(String line, String printed) throws QmpException {
        assertEquals(printed.replace("~", "\r\n") + "\r\n", run(line));
    }

    @Test
    void helpOfOneCommand_isQemusLine() throws QmpException {
        assertEquals(
                "migrate [-d] [-r] uri -- migrate to URI (using -d to not wait for completion)\r\n"
                        + "\t\t\t -r to resume a paused postcopy migration\r\n",
                run("help migrate"));
        assertEquals("info status  -- show the current VM status (running|paused)\r\n", run("? info status"));
        assertEquals("print|p /fmt expr -- print expression value\r\n", run("help p"));
    }

    @Test
    void infoAlone_listsTopicsEachOnALineThatBeginsWithInfo() throws QmpException {
        String list = run("info");

        assertEquals(list, run("help info"));
        assertEquals("info migrate [-a] -- show migration status", list.split("\r\n")[0]);
        for (String line : list.split("\r\n")) {
            assertTrue(line.startsWith("info "), line);
        }
    }

    @Test
    void help_listsCommandsByName() throws QmpException {
        String[] lines = run("help").split("\r\n");

        assertTrue(lines[0].startsWith("announce_self "), lines[0]);
        assertTrue(lines[lines.length - 1].startsWith("x "), lines[lines.length - 1]);
    }

    @Test
    void cpuIndex_mustExist() throws QmpException {
        MonitorFds fds = new MonitorFds(Trace.NONE);

        QmpException e = assertThrows(QmpException.class, () -> shell.run("p $rip", 2, fds));

        assertEquals("Parameter 'cpu-index' expects a CPU number", e.getMessage());
        assertEquals("val=4097\r\n", shell.run("p $rip", 1, fds));
    }

    @Test
    void reportOutsideACommand_goesToStderr() {
        reporter.warn("late");

        assertEquals(List.of("warning: late"), stderr);
    }

    @Test
    void completion_knowsCommandsTopicsAndArguments() {
        assertEquals(List.of("migrate", "migrate_set_capability", "migrate_set_parameter"), shell.complete("mig"));
        assertEquals(List.of("migrate", "migrate_parameters"), shell.complete("info mi"));
        assertEquals(List.of("x-colo", "x-ignore-shared", "xbzrle"), shell.complete("migrate_set_capability x"));
        assertEquals(List.of("off", "on"), shell.complete("migrate_set_capability xbzrle "));
        assertEquals(List.of("status"), shell.complete("help info st"));
        assertEquals(List.of("p", "print"), shell.complete("  p"));
        assertEquals(List.of(), shell.complete("nosuch x"));
    }

    @Test
    void garbageLines_areAnsweredAndNeverThrow() throws QmpException {
        Random random = new Random(7);
        String[] names = commands.names();
        String alphabet = "-/\"\\'$(1x a~%:,.";
        for (int i = 0; i < 5000; i++) {
            StringBuilder line = new StringBuilder(names[random.nextInt(names.length)]).append(' ');
            for (int n = random.nextInt(20); n > 0; n--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            run(line.toString());
        }
        assertTrue(run("p " + "(".repeat(100_000)).contains("nested too deep"));
    }
}
