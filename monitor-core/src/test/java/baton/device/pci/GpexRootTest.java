package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.migration.vmstate.VmStateException;
import org.junit.jupiter.api.Test;

class GpexRootTest implements VmStateContract<GpexRoot> {
    @Override
    public GpexRoot fresh() {
        return new GpexRoot();
    }

    @Override
    public void disturb(GpexRoot section) {
        section.function().write(4, 6, 2);
    }

    @Test
    void sectionOfQemu_isOurs() throws Exception {
        assertArrayEquals(Sections.golden("10.0.2", "microvm-pcie-gpex_root-0"), Sections.save(fresh()));
    }

    @Test
    void reset_forgetsWhatWasWritten() throws Exception {
        GpexRoot root = fresh();
        disturb(root);

        root.reset();

        assertArrayEquals(Sections.save(fresh()), Sections.save(root));
    }

    @Test
    void configurationSpaceOfAnotherDevice_isRefused() throws Exception {
        byte[] body = Sections.golden("10.0.2", "microvm-pcie-gpex_root-0");
        body[4] ^= 1;

        assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));
    }
}
