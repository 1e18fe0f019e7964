package baton.device.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import baton.machine.bus.IoDevice;
import baton.migration.vmstate.VmState;
import org.junit.jupiter.api.Test;

/** What every device owes its machine, besides what {@link VmStateContract} has for its section, and {@link HostileGuestContract} for guests. */
public interface DeviceContract<D extends IoDevice & VmState> extends VmStateContract<D>, HostileGuestContract {
    /** After a reset the device is as at power-on. */
    @Test
    default void reset_forgetsTheDisturbance() throws Exception {
        D device = fresh();
        disturb(device);

        device.reset();

        assertArrayEquals(Sections.save(fresh()), Sections.save(device));
    }

    @Override
    default IoDevice registers() throws Exception {
        return fresh();
    }

    /** Registers that are not there are part of it. */
    @Override
    default int window() {
        return 16;
    }

    @Override
    @SuppressWarnings("unchecked") // it came from registers()
    default void unharmed(IoDevice device, boolean reset) throws Exception {
        byte[] saved = Sections.save((D) device);
        if (reset) {
            assertArrayEquals(Sections.save(fresh()), saved);
        } else {
            Sections.load(fresh(), saved);
        }
    }
}
