package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import org.junit.jupiter.api.Test;

class PciBusTest implements VmStateContract<PciBus> {
    @Override
    public PciBus fresh() {
        return new PciBus();
    }

    @Override
    public void disturb(PciBus section) throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-suspended-PCIBUS-0");
        body[7 + 4] = 1;
        Sections.load(section, body);
    }

    @Test
    void sectionOfQemu_isThatOfAnIdleBus() throws Exception {
        assertArrayEquals(Sections.golden("10.0.2", "q35-suspended-PCIBUS-0"), Sections.save(fresh()));
    }

    @Test
    void functionThatIsNotThere_readsAllOnes() {
        PciBus bus = fresh();
        bus.add(0, 0, new Mch(0xb0000000L).function());

        assertEquals(0x29c08086, bus.read(0, 0, 0, 4));
        assertEquals(-1, bus.read(0, 8, 0, 4));
        assertEquals(-1, bus.read(1, 0, 0, 4));
        bus.write(1, 0, 4, 0, 2);
    }
}
