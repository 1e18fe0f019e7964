package baton.device.panic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PvPanicTest {
    @Test
    void whatAGuestWrites_isReported() {
        List<Integer> heard = new ArrayList<>();
        PvPanic device = new PvPanic(3, heard::add);

        assertEquals(3, device.read(0, 1));
        device.write(0, 1, 1);
        device.write(0, 0xf8, 1);
        device.write(0, 0xff06, 2);

        assertEquals(List.of(1, 6), heard);
    }
}
