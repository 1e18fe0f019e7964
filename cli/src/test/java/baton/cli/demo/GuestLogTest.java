package baton.cli.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestLogTest {
    private static final String HELLO = "BATON guest: hello cpus=2 ram=256M";

    @Test
    void numbersWithoutGap_areFine() {
        assertDoesNotThrow(() -> GuestLog.check(lines(HELLO, tick(1, 10), tick(2, 21), tick(3, 30))));
    }

    @Test
    void lostLine_isFound() {
        assertRefused("line 2,", HELLO, tick(1, 10), tick(3, 30));
    }

    @Test
    void repeatedLine_isFound() {
        assertRefused("line 3,", HELLO, tick(1, 10), tick(2, 20), tick(2, 20));
    }

    @Test
    void timerThatWentBack_isFound() {
        assertRefused("counters", HELLO, tick(1, 10), tick(2, 9));
    }

    @Test
    void failedCheck_isFound() {
        assertRefused("counters", HELLO, "tick 00000001 pit=10 lapic=5 cpus=2 fail=1");
    }

    @Test
    void lineThatIsNoTick_isFound() {
        assertRefused("TRAP", HELLO, tick(1, 10), "TRAP 0000000d");
    }

    @Test
    void lineCutShort_isFound() {
        assertRefused("line 2,", HELLO, tick(1, 10), "tick 0");
    }

    @Test
    void stillTime_isWhatTheTimerDidNotCount() {
        List<SerialPort.Line> lines = List.of(at(1, 10, 1_000), at(2, 20, 1_250));

        assertEquals(150, GuestLog.stillMillis(lines.subList(0, 1), lines.subList(1, lines.size())));
    }

    @Test
    void linesThatCameLate_doNotCount() {
        List<SerialPort.Line> lines =
                List.of(at(1, 10, 1_070), at(2, 20, 1_100), at(3, 30, 1_220), at(4, 40, 1_320), at(5, 50, 1_405));

        assertEquals(5, GuestLog.stillMillis(lines.subList(0, 2), lines.subList(2, lines.size())));
    }

    private static SerialPort.Line at(int number, int pit, int millis) {
        return new SerialPort.Line(tick(number, pit), millis * 1_000_000L);
    }

    private static void assertRefused(String words, String... lines) {
        DemoFailed failed = assertThrows(DemoFailed.class, () -> GuestLog.check(lines(lines)));

        assertTrue(failed.getMessage().contains(words), failed.getMessage());
    }

    private static String tick(int number, int pit) {
        return "tick 0000000" + number + " pit=" + pit + " lapic=5 cpus=2 fail=0";
    }

    private static List<SerialPort.Line> lines(String... texts) {
        List<SerialPort.Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new SerialPort.Line(text, lines.size()));
        }
        return lines;
    }
}
