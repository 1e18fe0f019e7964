package baton.device.panic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.HostileGuestContract;
import baton.machine.bus.IoDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PvPanicTest implements HostileGuestContract {
    @Override
    public IoDevice registers() {
        return new PvPanic(3, bits -> assertTrue(bits > 0 && bits < 8));
    }

    @Override
    public int window() {
        return 8;
    }

    @Override
    public void unharmed(IoDevice device, boolean reset) {
        assertEquals(3, device.read(0, 1));
    }

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
