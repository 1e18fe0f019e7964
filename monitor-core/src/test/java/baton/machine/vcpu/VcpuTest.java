package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.base.Closer;
import baton.base.Reporter;
import baton.nat.kvm.Kvm;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One vCPU on the real KVM, at its reset vector. */
class VcpuTest {
    private static final long RESET_PAGE = 0xfffff000L;

    @Test
    @Timeout(20)
    void faultOnTheThread_isReportedAndStopsNobody() throws IOException, InterruptedException, CpuRefused {
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "no /dev/kvm here");
        Faulty handler = new Faulty();
        try (Closer closer = new Closer()) {
            Kvm kvm = closer.add(Kvm.open());
            Mmap ram = closer.add(Mmap.anonymous(4096, true));
            KvmVm vm = closer.add(kvm.createVm());
            Memory.putShort(ram.address() + 0xff0, (short) 0x42e6); // out %al,$0x42
            vm.tssAddress(0xfeffd000L);
            vm.memorySlot(0, 0, RESET_PAGE, ram.size(), ram.address());
            vm.createIrqchip();
            Cpuid cpuid = Cpuid.build(kvm, new CpuConfig("qemu64", Map.of(), 1, 1, 1), new Silent());
            Vcpu vcpu = Vcpu.create(kvm, vm, 0, cpuid, handler, new Silent());

            closer.add(vcpu.kvm());

            vcpu.start();
            assertTrue(handler.entered.await(10, TimeUnit.SECONDS));
            vcpu.requestPark(); // its kick is pending when the thread ends, and must not end the process
            handler.kicked.countDown();
            assertTrue(handler.failed.await(10, TimeUnit.SECONDS));
            vcpu.awaitParked();
            assertTrue(vcpu.isBroken());
            vcpu.end();

            assertTrue(
                    handler.why.startsWith("internal error: java.lang.IllegalStateException: planted at "),
                    handler.why);
        }
    }

    private static final class Silent implements Reporter {
        @Override
        public void error(String text) {
            throw new AssertionError(text);
        }

        @Override
        public void warn(String text) {
            // The host may lack a feature.
            return;
        }
    }

    private static final class Faulty implements ExitHandler {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch kicked = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile String why;

        @Override
        public long portRead(int port, int size) {
            return 0;
        }

        @Override
        public void portWrite(int port, long value, int size) {
            entered.countDown();
            try {
                kicked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("planted");
        }

        @Override
        public long memoryRead(long address, int size) {
            return 0;
        }

        @Override
        public void memoryWrite(long address, long value, int size) {
            throw new IllegalStateException("planted");
        }

        @Override
        public boolean mustWait() {
            return false;
        }

        @Override
        public void resetRequested(int cpu) {
            failed(cpu, "reset");
        }

        @Override
        public void shutdownRequested(int cpu) {
            failed(cpu, "shutdown");
        }

        @Override
        public void failed(int cpu, String text) {
            why = text;
            failed.countDown();
        }
    }
}
