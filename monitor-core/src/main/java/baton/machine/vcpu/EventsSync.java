package baton.machine.vcpu;

import baton.nat.kvm.KvmVcpu;
import baton.nat.kvm.KvmVcpuEvents;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.NativeBuffer;

/** Pending exceptions, interrupts and NMIs between {@link CpuState} and struct kvm_vcpu_events. */
final class EventsSync {
    private static final int SIPI_RECEIVED = 4;

    private EventsSync() {}

    static void fetch(CpuState cpu, KvmVcpu vcpu) throws ErrnoException {
        try (NativeBuffer e = NativeBuffer.allocate(KvmVcpuEvents.SIZEOF)) {
            vcpu.getVcpuEvents(e);
            boolean injected = e.getByte(KvmVcpuEvents.EXCEPTION_INJECTED) != 0;
            boolean pending = (e.getInt(KvmVcpuEvents.FLAGS) & KvmVcpuEvents.VALID_PAYLOAD) != 0
                    && e.getByte(KvmVcpuEvents.EXCEPTION_PENDING) != 0;
            cpu.exceptionInjected = injected ? 1 : 0;
            cpu.exceptionPending = pending ? 1 : 0;
            cpu.exceptionNr = injected || pending ? e.getByte(KvmVcpuEvents.EXCEPTION_NR) & 0xff : -1;
            cpu.hasErrorCode = e.getByte(KvmVcpuEvents.EXCEPTION_HAS_ERROR_CODE);
            cpu.errorCode = e.getInt(KvmVcpuEvents.EXCEPTION_ERROR_CODE);
            cpu.exceptionHasPayload = e.getByte(KvmVcpuEvents.EXCEPTION_HAS_PAYLOAD);
            cpu.exceptionPayload = e.getLong(KvmVcpuEvents.EXCEPTION_PAYLOAD);
            boolean interrupt = e.getByte(KvmVcpuEvents.INTERRUPT_INJECTED) != 0;
            cpu.interruptInjected = interrupt ? e.getByte(KvmVcpuEvents.INTERRUPT_NR) & 0xff : -1;
            cpu.softInterrupt = e.getByte(KvmVcpuEvents.INTERRUPT_SOFT);
            cpu.nmiInjected = e.getByte(KvmVcpuEvents.NMI_INJECTED);
            cpu.nmiPending = e.getByte(KvmVcpuEvents.NMI_PENDING);
            cpu.nmiMasked(e.getByte(KvmVcpuEvents.NMI_MASKED) != 0);
            cpu.sipiVector = e.getInt(KvmVcpuEvents.SIPI_VECTOR);
            cpu.tripleFaultPending = e.getByte(KvmVcpuEvents.TRIPLE_FAULT_PENDING);
        }
    }

    static void push(CpuState cpu, KvmVcpu vcpu) throws ErrnoException {
        try (NativeBuffer e = NativeBuffer.allocate(KvmVcpuEvents.SIZEOF)) {
            exception(cpu, e);
            e.putByte(KvmVcpuEvents.INTERRUPT_INJECTED, cpu.interruptInjected >= 0 ? 1 : 0);
            e.putByte(KvmVcpuEvents.INTERRUPT_NR, Math.max(cpu.interruptInjected, 0));
            e.putByte(KvmVcpuEvents.INTERRUPT_SOFT, cpu.softInterrupt);
            e.putByte(KvmVcpuEvents.NMI_INJECTED, cpu.nmiInjected);
            e.putByte(KvmVcpuEvents.NMI_PENDING, cpu.nmiPending);
            e.putByte(KvmVcpuEvents.NMI_MASKED, cpu.nmiMasked() ? 1 : 0);
            e.putInt(KvmVcpuEvents.SIPI_VECTOR, cpu.sipiVector);
            int flags = KvmVcpuEvents.VALID_NMI_PENDING;
            if (cpu.mpState == SIPI_RECEIVED) {
                flags |= KvmVcpuEvents.VALID_SIPI_VECTOR;
            }
            if (cpu.exceptionPending != 0) {
                flags |= KvmVcpuEvents.VALID_PAYLOAD;
            }
            if (cpu.tripleFaultPending != 0) {
                flags |= KvmVcpuEvents.VALID_TRIPLE_FAULT;
                e.putByte(KvmVcpuEvents.TRIPLE_FAULT_PENDING, 1);
            }
            e.putInt(KvmVcpuEvents.FLAGS, flags);
            vcpu.setVcpuEvents(e);
        }
    }

    /** A stream without details has an exception only as injected: it is delivered again either way. */
    private static void exception(CpuState cpu, NativeBuffer e) {
        if (cpu.exceptionNr < 0) {
            return;
        }
        boolean pending = cpu.exceptionPending != 0;
        e.putByte(KvmVcpuEvents.EXCEPTION_INJECTED, pending ? 0 : 1);
        e.putByte(KvmVcpuEvents.EXCEPTION_PENDING, pending ? 1 : 0);
        e.putByte(KvmVcpuEvents.EXCEPTION_NR, cpu.exceptionNr);
        e.putByte(KvmVcpuEvents.EXCEPTION_HAS_ERROR_CODE, cpu.hasErrorCode);
        e.putInt(KvmVcpuEvents.EXCEPTION_ERROR_CODE, cpu.errorCode);
        e.putByte(KvmVcpuEvents.EXCEPTION_HAS_PAYLOAD, cpu.exceptionHasPayload);
        e.putLong(KvmVcpuEvents.EXCEPTION_PAYLOAD, cpu.exceptionPayload);
    }
}
