package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class KvmMessagesTest {
    private final FakeKvm kvm = new FakeKvm();
    private final KvmMessages messages = new KvmMessages(kvm);

    private static void send(MsiSource source, int data, int times) {
        for (int i = 0; i < times; i++) {
            source.send(0xfee01000L, data);
        }
    }

    private int signals(int gsi) throws Exception {
        byte[] count = new byte[8];
        Fd fd = kvm.bells.get(gsi).fd();
        return fd.read(count, 0, 8) == 8 ? count[0] : 0;
    }

    private ByteBuffer lastRoute() {
        return ByteBuffer.wrap(kvm.table, kvm.table.length - 48, 48).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void messageThatIsSentOften_getsAnEventfdOfTheKernels() throws Exception {
        MsiSource source = messages.source();

        send(source, 0x41, 15);
        assertEquals(15, kvm.messages.size());
        send(source, 0x41, 3);

        assertEquals(16, kvm.messages.size());
        assertEquals("+24", kvm.messages.get(15));
        assertEquals(3, signals(24));
        assertEquals(
                39, ByteBuffer.wrap(kvm.table).order(ByteOrder.LITTLE_ENDIAN).getInt(0));
        assertEquals(24, lastRoute().getInt(0));
        assertEquals(2, lastRoute().getInt(4));
        assertEquals(0xfee01000, lastRoute().getInt(16));
        assertEquals(0, lastRoute().getInt(20));
        assertEquals(0x41, lastRoute().getInt(24));
        source.close();
        assertEquals("-24", kvm.messages.get(16));
    }

    @Test
    void messageThatChanges_isNeverSentAsTheOldOne() throws Exception {
        MsiSource source = messages.source();
        send(source, 0x41, 16);
        signals(24);

        send(source, 0x42, 1);
        assertEquals("fee01000=66", kvm.messages.get(16));
        send(source, 0x42, 15);

        assertEquals(1, signals(24));
        assertEquals(0x42, lastRoute().getInt(24));
        source.close();
    }

    @Test
    void machineThatStandsStill_hasEveryMessageInItsProcessors() throws Exception {
        MsiSource source = messages.source();
        send(source, 0x41, 16);
        kvm.messages.clear();

        messages.settle();

        assertEquals(List.of("fee01000=65"), kvm.messages);
        source.close();
    }

    @Test
    void kernelWithoutIrqfds_isCalled() throws Exception {
        kvm.irqFds = false;
        MsiSource source = messages.source();

        send(source, 0x41, 40);

        assertEquals(40, kvm.messages.size());
        source.close();
    }

    @Test
    void numbersOfVectorsThatAreGone_areUsedAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            MsiSource source = messages.source();
            send(source, 0x41, 16);
            source.close();
        }
        assertTrue(kvm.messages.contains("+24"));
        assertTrue(!kvm.messages.contains("+25"));
    }
}
