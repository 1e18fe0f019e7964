package baton.device.vapic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VapicTest implements DeviceContract<Vapic> {
    @Override
    public Vapic fresh() {
        return new Vapic();
    }

    /** A guest cannot change it; a stream can. */
    @Override
    public void disturb(Vapic device) throws Exception {
        byte[] state = Sections.golden("mv1-kvm-tpr-opt-0");
        Arrays.fill(state, 8, state.length, (byte) 0x5a);
        Sections.load(device, state);
    }

    @Test
    void streamOfQemu_isLoadedAndSavedAlike() throws Exception {
        byte[] body = Sections.golden("mv1-kvm-tpr-opt-0");
        Vapic device = fresh();

        Sections.load(device, body);

        assertArrayEquals(body, Sections.save(device));
    }
}
