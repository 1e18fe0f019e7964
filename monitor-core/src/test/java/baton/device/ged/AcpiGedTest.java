package baton.device.ged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.FakePower;
import baton.device.testing.Sections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcpiGedTest implements DeviceContract<AcpiGed> {
    private final FakePower power = new FakePower();

    @Override
    public AcpiGed fresh() {
        return new AcpiGed(power);
    }

    /** No guest can: events come from QEMU alone. */
    @Override
    public void disturb(AcpiGed device) throws Exception {
        byte[] body = Sections.golden("10.0.2", "microvm-pcie-acpi-ged-0");
        body[3] = 2;
        Sections.load(device, body);
    }

    @Test
    void sectionOfQemu_isOurs() throws Exception {
        assertArrayEquals(Sections.golden("10.0.2", "microvm-pcie-acpi-ged-0"), Sections.save(fresh()));
    }

    @Test
    void softOffAndReset_askTheMachine() {
        AcpiGed device = fresh();

        device.write(AcpiGed.SLEEP_CONTROL, 5 << 2, 1);
        device.write(AcpiGed.SLEEP_CONTROL, 0x20 | 3 << 2, 1);
        device.write(AcpiGed.RESET, 1, 1);
        assertEquals(List.of(), power.asked);

        device.write(AcpiGed.SLEEP_CONTROL, 0x20 | 5 << 2, 1);
        device.write(AcpiGed.RESET, AcpiGed.RESET_VALUE, 1);
        assertEquals(List.of("off", "reset"), power.asked);
    }
}
