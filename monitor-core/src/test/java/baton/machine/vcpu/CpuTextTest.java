package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against what QEMU printed of a Linux kernel in long mode and of firmware in protected mode. */
class CpuTextTest {
    private final CpuState cpu = new CpuState(0, MsrFile.none(), new FakeCpuStore());

    @Test
    void longMode_isQemusText() throws IOException {
        longMode();

        assertEquals(resource("registers-64.txt"), new CpuView(cpu).text());
    }

    private void longMode() {
        long[] regs = {
            0x8000000000000000L,
            1,
            0x8000000000000163L,
            0xd000,
            0xffffffff81803e70L,
            0x8e0,
            0xf5000,
            0x5fd,
            0,
            0xc730,
            0x425720204355202dL,
            0x4355202054572020L,
            0x8000000000000163L,
            0,
            0x5fd,
            0x5f2
        };
        System.arraycopy(regs, 0, cpu.regs, 0, regs.length);
        cpu.eip = 0xffffffff8186698dL;
        cpu.eflags = 0x46;
        for (Segment segment : cpu.segs) {
            segment.set(0, 0, 0, 0);
        }
        cpu.segs[CpuState.CS].set(0x10, 0, 0xffffffff, 0xa09b00);
        cpu.segs[5].set(0, 0xffffffff81837000L, 0, 0);
        cpu.gdt.set(0, 0xffffffff81811000L, 0x7f, 0);
        cpu.idt.set(0, 0xffffffff818d2000L, 0xfff, 0);
        cpu.cr0 = 0x80050033L;
        cpu.cr2 = 0xffff8880000011c0L;
        cpu.cr3 = 0x1874000;
        cpu.cr4 = 0xa0;
        cpu.efer = 0xd01;
        cpu.hflags = HiddenFlags.of(cpu);
    }

    @Test
    void protectedMode_isQemusText() throws IOException {
        long[] regs = {0x6cd0, 0x6d08, 0x61, 0x6cf0, 0x6cac, 0x6dec, 0xf734a, 0xf734b};
        System.arraycopy(regs, 0, cpu.regs, 0, regs.length);
        cpu.eip = 0xf5337;
        cpu.eflags = 7;
        for (Segment segment : cpu.segs) {
            segment.set(0x10, 0, 0xffffffff, 0xc09300);
        }
        cpu.segs[CpuState.CS].set(8, 0, 0xffffffff, 0xc09b00);
        cpu.gdt.set(0, 0xfa900, 0x37, 0);
        cpu.idt.set(0, 0xfa93e, 0, 0);
        cpu.cr0 = 0x11;
        cpu.hflags = HiddenFlags.of(cpu);

        assertEquals(resource("registers-32.txt"), new CpuView(cpu).text());
    }

    @Test
    void afterReset_segmentsHaveNoMeaningYet() {
        cpu.hflags = HiddenFlags.of(cpu);

        String text = new CpuView(cpu).text();

        assertTrue(text.contains("\nCS =f000 ffff0000 0000ffff 00009b00\n"), text);
        assertTrue(text.contains("EIP=0000fff0 EFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=0\n"), text);
    }

    @Test
    void avx_showsWholeRegisters() {
        cpu.xcr0 = 7;
        cpu.fpu.ymmHigh[1].words[1] = 0xa;
        cpu.fpu.xmm[1].words[0] = 0xb;

        String text = new CpuView(cpu).text();

        assertTrue(text.contains("YMM01=000000000000000a 0000000000000000 0000000000000000 000000000000000b\n"), text);
    }

    @Test
    void registers_areKnownByQemusNames() {
        longMode();
        cpu.segs[CpuState.CS].base = 0x100;
        CpuView view = new CpuView(cpu);

        assertEquals(0xffffffff81866a8dL, view.register("pc"));
        assertEquals(0xffffffff8186698dL, view.register("eip"));
        assertEquals(0x8000000000000000L, view.register("eax"));
        assertEquals(0xc730, view.register("r9"));
        assertEquals(0xffffffff81803e70L, view.register("sp"));
        assertEquals(0x10, view.register("cs"));
        assertEquals(0x100, view.register("cs.base"));
        assertEquals(0xffffffff81837000L, view.register("gs.base"));
        assertEquals(0, view.register("es.base"));
        assertEquals(0x46, view.register("eflags"));
        for (String unknown : new String[] {"", "c", "sc", "xyz", "cs.size", "r16", "ax"}) {
            assertNull(view.register(unknown), unknown);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CpuTextTest.class.getResourceAsStream(name)) {
            assertNotNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
