package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import baton.machine.bus.MmioBus;
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
    void busOfPciExpressAlone_isQemusToo() throws Exception {
        assertArrayEquals(Sections.golden("10.0.2", "microvm-pcie-PCIBUS-0"), Sections.save(PciBus.express()));
    }

    @Test
    void pins_endAtFourLinesInTurn() {
        boolean[] high = new boolean[4];
        PciBus bus = PciBus.express();
        bus.wire(
                level -> high[0] = level, level -> high[1] = level, level -> high[2] = level, level -> high[3] = level);
        PciImage image = PciImage.header(PciImage.CONVENTIONAL, 0x1af4, 0x1005, 0x00ff, 0);
        PciFunction function = new PciFunction(image.put8(0x3d, 1));
        bus.add(6, 0, function);

        function.interrupt(true);

        assertArrayEquals(new boolean[] {false, false, true, false}, high);
    }

    @Test
    void windowBeyondFourGib_isFoundWhereItIs() {
        PciBus bus = PciBus.express();
        PciFunction function = new PciFunction(PciImage.header(PciImage.EXPRESS, 0x1af4, 0x1044, 0x00ff, 1));
        long[] seen = new long[2];
        function.bar(PciBar.wideMemory(4, 0x4000), new IoDevice() {
            @Override
            public long read(int offset, int size) {
                return offset;
            }

            @Override
            public void write(int offset, long value, int size) {
                seen[0] = offset;
                seen[1] = value;
            }

            @Override
            public void reset() {}
        });
        bus.add(1, 0, function);
        bus.write(0, 8, 0x20, 0, 4);
        bus.write(0, 8, 0x24, 0xc000, 4);
        bus.write(0, 8, 4, 2, 2);
        MmioBus memory = new MmioBus();
        memory.rest(bus.map().memoryBeyond(3L << 46));

        memory.write(0xc00000003008L, 7, 4);

        assertArrayEquals(new long[] {0x3008, 7}, seen);
        assertEquals(0x3ffc, memory.read(0xc00000003ffcL, 4));
        assertEquals(-1, memory.read(0xc00000004000L, 4), "nothing is there");
        assertEquals(-1, memory.read(0xbfffffffffffL, 1), "nor below");
        assertEquals(-1, bus.map().openMemoryFrom(0xc0000000L).read(0, 4));
    }

    @Test
    void firstOfSeveralFunctions_saysSo() {
        PciBus bus = fresh();
        bus.add(1, 0, new Mch(0xb0000000L).function());
        assertEquals(0, bus.read(0, 8, 0x0e, 1));

        bus.add(1, 3, new Mch(0xb0000000L).function());
        bus.at(8).reset();

        assertEquals(0x80, bus.read(0, 8, 0x0e, 1));
        assertEquals(0, bus.read(0, 11, 0x0e, 1));
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
