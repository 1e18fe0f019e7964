package baton.monitor.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Reporter;
import baton.base.Trace;
import baton.monitor.testing.FakeChardev;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HmpSessionTest {
    private static final String BANNER = "QEMU 10.2.2 monitor - type 'help' for more information\r\n(qemu) ";
    private static final Reporter SILENT = new Reporter() {
        @Override
        public void error(String text) {}

        @Override
        public void warn(String text) {}
    };

    private final FakeChardev client = new FakeChardev();
    private final TestHmpCommands commands = new TestHmpCommands();
    private final HmpShell shell = new HmpShell(commands, Registers.NONE, () -> 1, new HmpReporter(SILENT));

    private HmpSession open(LineMode mode) {
        HmpSession session = new HmpSession(client, shell, mode, Runnable::run, Trace.NONE);
        session.start();
        assertEquals(BANNER, client.read());
        return session;
    }

    private String type(String text) {
        client.type(text);
        return client.read();
    }

    @Test
    void secondClient_isToldThatTheMonitorIsInUse() {
        HmpSession session = open(LineMode.PLAIN);

        String text = new String(session.refusal(), StandardCharsets.US_ASCII);

        assertEquals("monitor '" + client.label() + "' is in use by another client\r\n", text);
    }

    @ParameterizedTest
    @EnumSource(
            value = LineMode.class,
            names = {"PLAIN", "ECHO"})
    void unread_isWhatNoCommandHasBeenMadeOf(LineMode mode) {
        HmpSession session = open(mode);
        type("info x\ninf");
        assertEquals("inf", new String(session.unread(), StandardCharsets.US_ASCII));

        type("\nmigrate x\ninfo status\nin");

        assertEquals("info status\nin", new String(session.unread(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(
            value = LineMode.class,
            names = {"PLAIN", "ECHO"})
    void nextProcess_goesOnInTheMidstOfALine_withoutShowingItAgain(LineMode mode) {
        HmpSession session = open(mode);
        type("info");
        FakeChardev same = new FakeChardev().goingOn(session.agreed());
        new HmpSession(same, shell, mode, Runnable::run, Trace.NONE).start();
        same.type(session.unread());
        assertEquals("", same.read());

        same.type(" x\n");

        String said = same.read();
        assertTrue(said.endsWith("unknown command: 'info x'\r\n(qemu) "), said);
        assertFalse(said.contains("QEMU"), said);
    }

    @Test
    void nextProcess_givesThePrompt_forACommandThatTheOldOneWasIn() {
        HmpSession session = open(LineMode.PLAIN);
        type("migrate x\ninfo status\n");
        FakeChardev same = new FakeChardev().goingOn(session.agreed());
        new HmpSession(same, shell, LineMode.PLAIN, Runnable::run, Trace.NONE).start();
        assertEquals("(qemu) ", same.read());
        same.type(session.unread());
        assertTrue(same.read().endsWith("(qemu) "));
    }

    @Test
    void plainLine_isAnsweredWithoutEcho() {
        open(LineMode.PLAIN);

        assertEquals("unknown command: 'info x'\r\n(qemu) ", type("info x\n"));
        assertEquals("(qemu) (qemu) ", type("\r\n\n"));
    }

    /** Captured from QEMU 10.0.2: ^ is ESC; behind &gt; the command that came of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "badcmd|b^[K^[Dba^[K^[D^[Dbad^[K^[D^[D^[Dbadc^[K^[D^[D^[D^[Dbadcm^[K^[D^[D^[D^[D^[Dbadcmd^[K>badcmd",
                "ab\u007f|a^[K^[Dab^[K^[D^[Da^[K>a",
                "ab\bc|a^[K^[Dab^[K^[D^[Da^[K^[Dac^[K>ac",
                "abc\u0001x|a^[K^[Dab^[K^[D^[Dabc^[K^[D^[D^[Dxabc^[K^[D^[D^[D>xabc",
                "abc\u0015d|a^[K^[Dab^[K^[D^[Dabc^[K^[D^[D^[D^[Kd^[K>d",
                "ab^[Dc|a^[K^[Dab^[K^[D^[Dacb^[K^[D>acb",
                "abc\u000bd\u0017e|a^[K^[Dab^[K^[D^[Dabc^[K^[D^[D^[Dabcd^[K^[D^[D^[D^[D^[Ke^[K>e",
                "a\u0000b|a^[K^[Dab^[K>ab",
                "z\u000cy|z^[K^[2J^[1;1H(qemu) z^[K^[Dzy^[K>zy"
            })
    void echo_isQemusToTheByte(String typed, String shown) {
        open(LineMode.ECHO);
        String[] echoAndCommand = shown.replace('^', '\033').split(">");

        String out = type(typed.replace('^', '\033') + "\n");

        String expected = echoAndCommand[0] + "\r\nunknown command: '" + echoAndCommand[1] + "'\r\n(qemu) ";
        assertEquals(expected, out);
    }

    @Test
    void cursorUp_bringsBackTheLastLine() {
        open(LineMode.ECHO);
        type("info\n");

        assertEquals("info\033[K", type("\033[A"));
        assertEquals("\033[D\033[D\033[D\033[D\033[K", type("\033[B"));
    }

    @Test
    void tab_completesOneCandidate() {
        open(LineMode.ECHO);

        assertEquals("i\033[K\033[Din\033[K\033[D\033[Dinf\033[K\033[D\033[D\033[Dinfo \033[K", type("inf\t"));
    }

    @Test
    void tab_listsSeveralCandidatesInColumns() {
        open(LineMode.ECHO);
        type("migrate_set_capability x");

        assertEquals(
                "\r\nx-colo           x-ignore-shared  xbzrle           \r\n(qemu) migrate_set_capability x\033[K",
                type("\t"));
    }

    @Test
    void suspendingCommand_keepsPromptAndLaterLinesWaiting() {
        HmpSession session = open(LineMode.PLAIN);

        assertEquals("uri=u d=false r=false\r\n", type("migrate u\np 1\n"));
        assertEquals(0, session.canReceive());
        assertEquals("", type("p 2\n"));
        commands.suspended.get(0).run();

        assertEquals("(qemu) val=1\r\n(qemu) val=2\r\n(qemu) ", client.read());
    }

    @Test
    void resumeOfAClientThatLeft_doesNothing() {
        open(LineMode.PLAIN);
        type("migrate u\n");

        client.reconnect();
        assertEquals(BANNER, client.read());
        commands.suspended.get(0).run();

        assertEquals("", client.read());
        assertEquals("val=1\r\n(qemu) ", type("p 1\n"));
    }

    @Test
    void clientThatNeverReads_isNotRead() {
        open(LineMode.PLAIN);
        client.stall(0);

        client.type("help\n".repeat(20_000));

        assertTrue(client.unread() > 50_000, "unread " + client.unread());
    }

    @Test
    void clientThatReadsAgain_getsAllAnswers() {
        open(LineMode.PLAIN);
        client.stall(0);
        client.type("help\n".repeat(2000));
        client.type("p 77\n");

        client.drained();

        assertTrue(client.read().endsWith("val=77\r\n(qemu) "));
    }

    @Test
    void endlessLine_isCutAtQemusLength() {
        open(LineMode.PLAIN);

        assertEquals("unknown command: '" + "x".repeat(4095) + "'\r\n(qemu) ", type("x".repeat(100_000) + "\n"));
    }

    @Test
    void monitorWithoutKeyboard_greetsWhenItGetsIt() {
        HmpSession session = new HmpSession(client, shell, LineMode.ECHO, Runnable::run, Trace.NONE);
        session.focused(false);
        session.start();
        assertEquals("", client.read());

        session.focused(true);
        assertEquals(BANNER, client.read());
        session.focused(false);
        session.focused(true);

        assertEquals("\r\n(qemu) ", client.read());
    }
}
