package baton.monitor.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Trace;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.monitor.testing.FakeChardev;
import baton.nat.libc.Fd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QmpSessionTest {
    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 2, \"minor\": 2, \"major\": 10}, "
                    + "\"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n";

    private final FakeChardev client = new FakeChardev();
    private final TestCommands commands = new TestCommands();
    private final EventHub hub = new EventHub(Runnable::run, null, () -> 1795253100_225092L);

    private QmpSession open(boolean pretty) {
        QmpSession session =
                new QmpSession(client, new QmpSession.Wiring(commands, hub, CommandGate.OPEN, Trace.NONE), pretty);
        session.start();
        return session;
    }

    private void negotiate(String arguments) {
        open(false);
        client.type("{\"execute\":\"qmp_capabilities\"" + arguments + "}");
        client.read();
    }

    private String ask(String text) {
        client.type(text);
        return client.read();
    }

    private static String error(String id, String errorClass, String desc) {
        return "{" + id + "\"error\": {\"class\": \"" + errorClass + "\", \"desc\": \"" + desc + "\"}}\r\n";
    }

    @Test
    void connecting_isGreeted() {
        open(false);

        assertEquals(GREETING, client.read());
    }

    @Test
    void secondClient_isToldWhyItIsNotGreeted() {
        QmpSession session = open(true);

        String text = new String(session.refusal(), StandardCharsets.US_ASCII);

        assertEquals(
                error("", "GenericError", "QMP monitor '" + client.label() + "' is in use by another client"), text);
    }

    /** The next process's session, with the client that {@code old} had. */
    private FakeChardev next(QmpSession old) {
        FakeChardev same = new FakeChardev().goingOn(old.agreed());
        new QmpSession(same, new QmpSession.Wiring(commands, hub, CommandGate.OPEN, Trace.NONE), false).start();
        return same;
    }

    @Test
    void nextProcess_goesOnWhereTheSessionWas_withoutAGreeting() {
        QmpSession session = open(false);
        FakeChardev early = next(session);
        assertEquals("", early.read());
        early.type("{\"execute\":\"query-x\"}");
        assertTrue(early.read().contains("Expecting capabilities negotiation"), "not negotiated there either");

        client.type("{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"oob\"]}}");
        client.read();
        client.stall(0);
        client.type("{\"execute\":\"no-such\",\"id\":1}");
        FakeChardev same = next(session);
        assertEquals(error("\"id\": 1, ", "CommandNotFound", "The command no-such has not been found"), same.read());
        same.type("{\"exec-oob\":\"no-such\"}");
        assertTrue(same.read().contains("The command no-such has not been found"), "oob is still agreed on");
        hub.event("STOP", Map.of());
        assertTrue(same.read().contains("\"event\": \"STOP\""));
    }

    @Test
    void prettySession_writesSeveralLines() {
        open(true);

        assertTrue(client.read().startsWith("{\r\n    \"QMP\": {\r\n        \"version\": {\r\n"));
    }

    @Test
    void commandBeforeNegotiation_isNotFound() {
        open(false);
        client.read();

        assertEquals(
                error("\"id\": 1, ", "CommandNotFound", "Expecting capabilities negotiation with 'qmp_capabilities'"),
                ask("{\"execute\":\"query-version\",\"id\":1}"));
    }

    @Test
    void negotiation_happensOnce() {
        open(false);
        client.read();

        assertEquals("{\"return\": {}}\r\n", ask("{\"execute\":\"qmp_capabilities\"}"));
        assertEquals(
                error("", "CommandNotFound", "Capabilities negotiation is already complete, command ignored"),
                ask("{\"execute\":\"qmp_capabilities\"}"));
    }

    @Test
    void unknownCapability_isRefusedAndNegotiationGoesOn() {
        open(false);
        client.read();

        assertEquals(
                error("", "GenericError", "Parameter 'null' does not accept value 'foo'"),
                ask("{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"foo\"]}}"));
        assertEquals("{\"return\": {}}\r\n", ask("{\"execute\":\"qmp_capabilities\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|QMP input must be a JSON object",
                "{}|QMP input lacks member 'execute'",
                "{\"execute\": true}|QMP input member 'execute' must be a string",
                "{\"execute\":\"x\",\"arguments\":[]}|QMP input member 'arguments' must be an object",
                "{\"execute\":\"x\",\"extra\":1}|QMP input member 'extra' is unexpected",
                "{\"exec-oob\":\"urgent\"}|QMP input member 'exec-oob' is unexpected",
                "{\"execute\":\"echo\"}|Parameter 'text' is missing",
                "{\"execute\":\"echo\",\"arguments\":{\"text\":1}}|Invalid parameter type for 'text', expected: string",
                "{\"execute\":\"echo\",\"arguments\":{\"text\":\"\",\"x\":1}}|Parameter 'x' is unexpected",
                "{\"execute\":\"echo\",\"arguments\":{\"text\":\"\",\"more\":[1,2.5]}}"
                        + "|Invalid parameter type for 'more[1]', expected: integer"
            })
    void badMessage_isRefusedInQemusWords(String message, String desc) {
        negotiate("");

        assertEquals(error("", "GenericError", desc), ask(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"7|7", "\"cookie#1\"|\"cookie#1\"", "null|null", "{\"a\":[1,2.5,null]}|{\"a\": [1, 2.5, null]}"})
    void id_isEchoed(String id, String echoed) {
        negotiate("");

        assertEquals(
                "{\"return\": {\"text\": \"x\"}, \"id\": " + echoed + "}\r\n",
                ask("{\"execute\":\"echo\",\"arguments\":{\"text\":\"x\"},\"id\":" + id + "}"));
        assertEquals(
                error("\"id\": " + echoed + ", ", "DeviceNotFound", "Device 'x' not found"),
                ask("{\"execute\":\"refuse\",\"id\":" + id + "}"));
    }

    @Test
    void unknownCommand_isNotFound() {
        negotiate("");

        assertEquals(
                error("", "CommandNotFound", "The command bogus has not been found"), ask("{\"execute\":\"bogus\"}"));
    }

    @Test
    void slowCommand_keepsTheNextWaiting() {
        negotiate("");

        assertEquals("", ask("{\"execute\":\"slow\",\"id\":1}{\"execute\":\"urgent\",\"id\":2}{\"id\":3}"));
        commands.waiting.get(0).done();

        assertEquals(
                "{\"return\": {}, \"id\": 1}\r\n{\"return\": {}, \"id\": 2}\r\n"
                        + error("\"id\": 3, ", "GenericError", "QMP input lacks member 'execute'"),
                client.read());
    }

    @Test
    void outOfBandCommand_overtakes() {
        negotiate(",\"arguments\":{\"enable\":[\"oob\"]}");

        String out = ask("{\"execute\":\"slow\",\"id\":1}{\"exec-oob\":\"urgent\",\"id\":2}");

        assertEquals("{\"return\": {}, \"id\": 2}\r\n", out);
    }

    @Test
    void outOfBandForOrdinaryCommand_isRefused() {
        negotiate(",\"arguments\":{\"enable\":[\"oob\"]}");

        assertEquals(
                error("", "GenericError", "The command echo does not support OOB"), ask("{\"exec-oob\":\"echo\"}"));
        assertEquals(
                error("", "GenericError", "QMP input member 'execute' clashes with 'exec-oob'"),
                ask("{\"exec-oob\":\"echo\",\"execute\":\"echo\"}"));
    }

    @Test
    void fullQueue_stopsReading() {
        QmpSession session = open(false);
        client.type("{\"execute\":\"qmp_capabilities\"}{\"execute\":\"slow\"}");

        client.type("{\"execute\":\"urgent\"}".repeat(8));

        assertEquals(0, session.canReceive());
        commands.waiting.get(0).done();
        assertTrue(session.canReceive() > 0);
    }

    @Test
    void beforeTheMachineIsMade_onlyDeclaredCommandsRun() {
        QmpSession.Wiring early = new QmpSession.Wiring(commands, hub, new PreconfigGate(() -> false), Trace.NONE);
        new QmpSession(client, early, false).start();
        client.type("{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-version\"}");
        client.read();

        assertEquals(
                error(
                        "",
                        "GenericError",
                        "The command 'urgent' is permitted only after machine initialization has completed"),
                ask("{\"execute\":\"urgent\"}"));
    }

    @Test
    void clientThatLeft_getsNoLateReply() {
        negotiate("");
        client.type("{\"execute\":\"slow\"}");

        client.reconnect();
        commands.waiting.get(0).done();

        assertEquals(GREETING, client.read());
        assertEquals("{\"return\": {}}\r\n", ask("{\"execute\":\"qmp_capabilities\"}"));
    }

    @Test
    void fault_isAnsweredAndReachesTheMainLoop() {
        negotiate("");

        assertThrows(IllegalStateException.class, () -> client.type("{\"execute\":\"broken\",\"id\":1}"));

        assertTrue(client.read().startsWith("{\"id\": 1, \"error\": {\"class\": \"GenericError\""));
        assertEquals("{\"return\": {}}\r\n", ask("{\"execute\":\"urgent\"}"));
    }

    @Test
    void event_reachesOnlyNegotiatedSessions() {
        open(false);
        client.read();

        hub.event("STOP", Map.of());
        assertEquals("", client.read());
        client.type("{\"execute\":\"qmp_capabilities\"}");
        client.read();
        hub.event("RESET", Map.of("guest", false));

        assertEquals(
                "{\"timestamp\": {\"seconds\": 1795253100, \"microseconds\": 225092}, \"event\": \"RESET\", "
                        + "\"data\": {\"guest\": false}}\r\n",
                client.read());
    }

    @Test
    void clientThatNeverReads_isNotReadAndTakesNoMemory() {
        negotiate("");
        client.stall(0);

        client.type("{\"execute\":\"big\"}".repeat(100_000));
        for (int i = 0; i < 100_000; i++) {
            hub.event("STOP", Map.of());
        }

        assertTrue(commands.ran < 10, "ran " + commands.ran);
        assertTrue(client.unread() > 1_000_000);
    }

    @Test
    void clientThatReadsAgain_getsEveryReply() {
        negotiate("");
        client.stall(10);
        client.type("{\"execute\":\"big\"}".repeat(50));

        client.drained();

        assertEquals(50, client.read().split("\r\n").length);
    }

    @Test
    void clientThatReadsAgain_isReadAgain() {
        negotiate("");
        client.stall(0);
        client.type("{\"execute\":\"big\"}".repeat(3));
        client.type("{\"execute\":\"urgent\",\"id\":1}");
        assertTrue(client.unread() > 0);

        client.drained();

        assertTrue(client.read().endsWith("{\"return\": {}, \"id\": 1}\r\n"));
    }

    @Test
    void descriptors_waitForTheCommandThatTakesThem() {
        negotiate("");

        client.type(" ", List.of(Fd.borrowed(41)));
        client.type("{\"execute\":\"take-fd\"}");

        assertEquals("{\"return\": 41}\r\n", client.read());
    }

    @Test
    void tenThousandMalformedInputs_areOneErrorEachAndTheSessionLives() throws JsonSyntaxException {
        negotiate("");
        Random random = new Random(20261121);

        for (int i = 0; i < 10_000; i++) {
            String bad = malformed(random);
            String[] lines =
                    ask(bad + "{\"execute\":\"urgent\",\"id\":" + i + "}").split("\r\n");

            assertEquals(2, lines.length, bad + " gave " + String.join(" | ", lines));
            assertTrue(((Map<?, ?>) JsonReader.parse(lines[0])).containsKey("error"), bad);
            assertEquals("{\"return\": {}, \"id\": " + i + "}", lines[1], bad);
        }
    }

    /** A command spoilt in one of many ways; never a prefix that a following command could complete. */
    private static String malformed(Random random) {
        String good = "{\"execute\":\"echo\",\"arguments\":{\"text\":\"" + random.nextInt(1000) + "\"}}";
        String cut = good.substring(0, 1 + random.nextInt(good.length() - 1));
        return switch (random.nextInt(12)) {
            case 0 -> cut + "\u0001";
            case 1 -> "[".repeat(1 + random.nextInt(20)) + "}";
            case 2 -> "{\"execute\":\"echo\",\"arguments\":{\"text\":" + random.nextInt() + "}}";
            case 3 -> "{\"execute\":\"" + Integer.toString(random.nextInt(), 36) + "\"}";
            case 4 -> "{\"a\":[" + random.nextInt(9) + " " + random.nextInt(9) + "]}";
            case 5 -> "[\"\\q" + random.nextInt() + "\"]";
            case 6 -> "{\"x" + random.nextInt() + "\":1,\"execute\":\"echo\"}";
            case 7 -> "[0" + random.nextInt(9) + "," + random.nextInt(9) + "]";
            case 8 -> "[".repeat(1025 + random.nextInt(500)) + "\n";
            case 9 -> "{\"execute\":\"echo\",}";
            case 10 -> "[" + (char) ('#' + random.nextInt(2)) + "]".repeat(random.nextInt(3));
            default -> "nul" + (char) ('a' + random.nextInt(11)) + " ";
        };
    }
}
