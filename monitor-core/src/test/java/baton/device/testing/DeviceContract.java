package baton.device.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import baton.machine.bus.IoDevice;
import baton.migration.vmstate.VmState;
import org.junit.jupiter.api.Test;

/** What every device owes its machine, besides what {@link VmStateContract} has for its section. */
public interface DeviceContract<D extends IoDevice & VmState> extends VmStateContract<D> {
    /** After a reset the device is as at power-on. */
    @Test
    default void reset_forgetsTheDisturbance() throws Exception {
        D device = fresh();
        disturb(device);

        device.reset();

        assertArrayEquals(Sections.save(fresh()), Sections.save(device));
    }

    /** Any access at any register and of any size is answered. */
    @Test
    default void everyAccess_isAnswered() {
        for (int offset = 0; offset < 16; offset++) {
            for (int size = 1; size <= 8; size *= 2) {
                D device = fresh();
                device.read(offset, size);
                device.write(offset, -1, size);
                device.read(offset, size);
            }
        }
    }
}
