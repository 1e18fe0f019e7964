package baton.device.ich9;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.FakePower;
import baton.device.testing.Sections;
import java.util.List;
import org.junit.jupiter.api.Test;

class Port92Test implements DeviceContract<Port92> {
    private final FakePower power = new FakePower();

    @Override
    public Port92 fresh() {
        return new Port92(power);
    }

    @Override
    public void disturb(Port92 device) {
        device.write(0, 0, 1);
    }

    @Test
    void sectionOfQemu_isThatAfterFirmware() throws Exception {
        assertArrayEquals(Sections.golden("10.0.2", "q35-suspended-port92-0"), Sections.save(fresh()));
    }

    @Test
    void resetBit_resetsOnceWhenItRises() {
        Port92 port = fresh();

        port.write(0, 2, 1);
        port.write(0, 3, 1);
        port.write(0, 3, 1);

        assertEquals(List.of("reset"), power.asked);
        assertEquals(3, port.read(0, 1));
    }
}
