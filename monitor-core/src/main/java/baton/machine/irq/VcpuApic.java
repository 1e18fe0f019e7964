package baton.machine.irq;

import baton.nat.kvm.KvmVcpu;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** {@link KvmApic} of a real vCPU. */
public final class VcpuApic implements KvmApic {
    private static final int MSR_APIC_BASE = 0x1b;
    private static final int ENTRY = 8; // after kvm_msrs' count and padding
    private static final int VALUE = ENTRY + 8;

    private final KvmVcpu vcpu;

    /** Uses {@code vcpu}, which outlives this. */
    public VcpuApic(KvmVcpu vcpu) {
        this.vcpu = vcpu;
    }

    @Override
    public void getLapic(byte[] page) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(page)) {
            vcpu.getLapic(buffer);
            buffer.get(0, page, 0, page.length);
        }
    }

    @Override
    public void setLapic(byte[] page) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(page)) {
            vcpu.setLapic(buffer);
        }
    }

    @Override
    public long getApicBase() throws IOException {
        try (NativeBuffer msrs = apicBase(0)) {
            requireOne(vcpu.getMsrs(msrs));
            return msrs.getLong(VALUE);
        }
    }

    @Override
    public void setApicBase(long value) throws IOException {
        try (NativeBuffer msrs = apicBase(value)) {
            requireOne(vcpu.setMsrs(msrs));
        }
    }

    private static NativeBuffer apicBase(long value) {
        NativeBuffer msrs = NativeBuffer.allocate(VALUE + 8);
        msrs.putInt(0, 1);
        msrs.putInt(ENTRY, MSR_APIC_BASE);
        msrs.putLong(VALUE, value);
        return msrs;
    }

    private static void requireOne(int done) throws IOException {
        if (done != 1) {
            throw new IOException("KVM refuses this value of MSR 0x1b");
        }
    }
}
