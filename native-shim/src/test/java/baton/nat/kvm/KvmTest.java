package baton.nat.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.nat.libc.Errno;
import baton.nat.libc.EventFd;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real KVM runs a few real-mode instructions for us. */
class KvmTest {
    private Kvm kvm;
    private KvmVm vm;
    private KvmVcpu vcpu;
    private Mmap ram;

    @BeforeEach
    void boot() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "no /dev/kvm here");
        kvm = Kvm.open();
        vm = kvm.createVm();
        vm.tssAddress(0xfeffd000L);
        vm.identityMapAddress(0xfeffc000L);
        ram = Mmap.anonymous(1 << 19, true);
        vm.memorySlot(0, 0, 0, ram.size(), ram.address());
        vm.createIrqchip();
        vcpu = vm.createVcpu(0);
    }

    @AfterEach
    void halt() throws IOException {
        if (vcpu != null) {
            vcpu.close();
            vm.close();
            kvm.close();
            ram.close();
        }
    }

    private void code(int... bytes) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            Memory.putByte(ram.address() + 0x1000 + i, (byte) bytes[i]);
        }
        try (NativeBuffer sregs = NativeBuffer.allocate(KvmSregs2.SIZEOF);
                NativeBuffer regs = NativeBuffer.allocate(KvmRegs.SIZEOF)) {
            vcpu.getSregs2(sregs);
            sregs.putLong(KvmSregs2.CS + KvmSegment.BASE, 0);
            sregs.putShort(KvmSregs2.CS + KvmSegment.SELECTOR, 0);
            vcpu.setSregs2(sregs);
            regs.putLong(KvmRegs.RIP, 0x1000);
            regs.putLong(KvmRegs.RFLAGS, 2);
            regs.putLong(KvmRegs.RAX, 0x5a);
            vcpu.setRegs(regs);
        }
    }

    @Test
    void portWrite_exitsWithPortAndValue() throws IOException {
        code(0xe6, 0x42); // out %al,$0x42

        assertEquals(0, vcpu.run());

        KvmRun page = vcpu.page();
        assertEquals(KvmRun.EXIT_IO, page.exitReason());
        assertTrue(page.ioIsWrite());
        assertEquals(0x42, page.ioPort());
        assertEquals(1, page.ioSize());
        assertEquals(0x5a, page.ioValue(0));
    }

    @Test
    void irqFd_putsItsMessageIntoTheProcessor() throws IOException {
        int entry = 8;
        try (NativeBuffer lapic = NativeBuffer.allocate(1024);
                NativeBuffer routing = NativeBuffer.allocate(entry + 48)) {
            vcpu.getLapic(lapic);
            lapic.putInt(0xf0, 0x1ff); // switched on
            vcpu.setLapic(lapic);
            routing.putInt(0, 1);
            routing.putInt(entry, 24);
            routing.putInt(entry + 4, 2);
            routing.putInt(entry + 16, 0xfee00000);
            routing.putInt(entry + 24, 0x41);
            vm.gsiRouting(routing);
            EventFd bell = EventFd.create();
            vm.irqFd(bell, 24, true);

            bell.signal();

            vcpu.getLapic(lapic);
            assertEquals(1 << (0x41 & 31), lapic.getInt(0x200 + 0x10 * (0x41 / 32)), "requested");
            vm.irqFd(bell, 24, false);
            bell.close();
        }
    }

    @Test
    void portRead_seesOurValueAfterImmediateExitCompletesIt() throws IOException {
        code(0xe4, 0x42, 0xf4); // in $0x42,%al; hlt
        assertEquals(0, vcpu.run());
        vcpu.page().ioValue(0, 0x77);

        vcpu.page().immediateExit(true);

        assertEquals(-Errno.EINTR, vcpu.run());
        try (NativeBuffer regs = NativeBuffer.allocate(KvmRegs.SIZEOF)) {
            vcpu.getRegs(regs);
            assertEquals(0x77, regs.getLong(KvmRegs.RAX) & 0xff);
        }
    }

    @Test
    void kickPendingBeforeRun_isNotLost() throws IOException {
        code(0xeb, 0xfe); // jmp .
        Signals.block(Signals.KICK);
        vcpu.signalMask(0);
        Signals.send(Signals.threadId(), Signals.KICK);

        assertEquals(-Errno.EINTR, vcpu.run());

        Signals.drain(Signals.KICK);
    }

    @Test
    void memoryOutsideSlots_exitsAsMmio() throws IOException {
        code(0x3e, 0xa2, 0x00, 0x00); // mov %al,%ds:0
        try (NativeBuffer sregs = NativeBuffer.allocate(KvmSregs2.SIZEOF)) {
            vcpu.getSregs2(sregs);
            sregs.putLong(KvmSregs2.DS + KvmSegment.BASE, 0xb0000);
            vcpu.setSregs2(sregs);
        }

        assertEquals(0, vcpu.run());

        assertEquals(KvmRun.EXIT_MMIO, vcpu.page().exitReason());
        assertEquals(0xb0000, vcpu.page().mmioAddress());
        assertTrue(vcpu.page().mmioIsWrite());
        assertEquals(0x5a, vcpu.page().mmioValue() & 0xff);
    }

    @Test
    void capabilities_areThere() throws IOException {
        assertEquals(Kvm.API_VERSION, kvm.apiVersion());
        assertTrue(kvm.extension(KvmCap.IRQCHIP) > 0);
        assertTrue(kvm.msrIndices().length > 10);
        try (NativeBuffer cpuid = kvm.supportedCpuid()) {
            assertTrue(cpuid.getInt(0) > 10);
        }
    }

    @Test
    void writtenPage_isInTheDirtyLogOnce() throws IOException {
        code(0xa2, 0x00, 0x30, 0xe6, 0x42, 0xa2, 0x00, 0x40, 0xe6, 0x42); // mov %al,0x3000; out; mov %al,0x4000; out
        logged();
        assertEquals(0, vcpu.run());

        assertEquals(1L << 3, dirty() & ~1L);

        assertEquals(0, vcpu.run());
        assertEquals(1L << 4, dirty() & ~1L);
        assertEquals(0, dirty());
    }

    @Test
    void logClearedByHand_keepsWhatWasNotCleared() throws IOException {
        code(0xa2, 0x00, 0x30, 0xa2, 0x00, 0x40, 0xe6, 0x42); // mov %al,0x3000; mov %al,0x4000; out
        assumeTrue(vm.clearDirtyLogByHand(), "this KVM clears its log itself");
        logged();
        assertEquals(-1L, dirty(), "begins with every page");
        clear(-1L);
        assertEquals(0, vcpu.run());

        clear(1L << 3);

        assertEquals(1L << 4, dirty() & ~1L);
        assertEquals(1L << 4, dirty() & ~1L);
    }

    private void logged() throws IOException {
        vm.memorySlot(0, KvmVm.LOG_DIRTY_PAGES, 0, ram.size(), ram.address());
    }

    /** The first 64 pages. */
    private long dirty() throws IOException {
        try (NativeBuffer bitmap = NativeBuffer.allocate((int) ram.size() / 4096 / 8)) {
            vm.dirtyLog(0, bitmap.address());
            return bitmap.getLong(0);
        }
    }

    private void clear(long pages) throws IOException {
        try (NativeBuffer bitmap = NativeBuffer.allocate(8)) {
            bitmap.putLong(0, pages);
            vm.clearDirtyLog(0, 0, 64, bitmap.address());
        }
    }

    @Test
    void statistics_sayWhatTheKernelCounts() throws IOException {
        try (KvmStats machine = KvmStats.of(vm.fd())) {
            assertTrue(machine.entries().size() > 5);
        }
        assertTrue(!vcpu.hasStats());
        assertEquals(0, value("exits"));
        code(0xf4);
        vcpu.page().immediateExit(true);
        vcpu.run();

        assertTrue(vcpu.hasStats());
        assertTrue(value("halt_wait_hist") >= 0);
    }

    private long value(String name) throws IOException {
        for (KvmStats.Entry one : vcpu.stats().entries()) {
            if (one.name().equals(name)) {
                return one.values().get(0);
            }
        }
        throw new AssertionError("the kernel does not count " + name);
    }
}
