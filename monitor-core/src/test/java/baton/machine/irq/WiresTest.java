package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiresTest {
    @Test
    void line_tellsTheKernelOfChangesOnly() {
        FakeKvm kvm = new FakeKvm();
        KvmIrqLine line = new KvmIrqLine(kvm, 4);

        line.set(false);
        line.set(true);
        line.set(true);
        line.set(false);

        assertEquals(List.of("4 up", "4 down"), kvm.lines);
    }

    @Test
    void routing_sendsInterruptZeroToPinTwo() {
        ByteBuffer table = ByteBuffer.wrap(GsiRouting.microvm()).order(ByteOrder.LITTLE_ENDIAN);

        assertEquals(38, table.getInt(0));
        assertEquals(8 + 38 * 48, table.capacity());
        int firstIoapic = 8 + 15 * 48;
        assertEquals(0, table.getInt(firstIoapic));
        assertEquals(1, table.getInt(firstIoapic + 4));
        assertEquals(2, table.getInt(firstIoapic + 16));
        assertEquals(2, table.getInt(firstIoapic + 20));
        int last = 8 + 37 * 48;
        assertEquals(23, table.getInt(last));
        assertEquals(23, table.getInt(last + 20));
    }
}
