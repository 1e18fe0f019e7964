package baton.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PauseTest {
    @Test
    void parts_areShownInMilliseconds() throws DemoFailed {
        String info = "Status: \t\tcompleted\nPause (us): \t\tstop=944, save=7357, total=8301\n";

        assertEquals("stop 0.9, save 7.4", Pause.of(info));
    }

    @Test
    void answerWithoutIt_isAFailure() {
        assertThrows(DemoFailed.class, () -> Pause.of("Status: \t\tcompleted\n"));
    }
}
