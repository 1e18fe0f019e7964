package baton.machine.vcpu;

import baton.base.Hex;
import baton.base.VcpuThread;
import baton.nat.kvm.KvmRun;
import baton.nat.kvm.KvmVcpu;
import baton.nat.libc.Errno;

/** Runs the guest and answers its exits: the hot path, one pass per exit, no allocation. One per vCPU thread. */
@VcpuThread
final class VcpuLoop {
    /** More than KVM has reasons; a power of two. */
    static final int REASONS = 64;

    private static final int SYSTEM_SHUTDOWN = 1;

    private final int index;
    private final KvmVcpu vcpu;
    private final KvmRun page;
    private final ExitHandler handler;
    /** By KVM's exit reason; written by the vCPU's thread alone, read by anyone who can do with a number that is old. */
    private final long[] exits = new long[REASONS];

    VcpuLoop(int index, KvmVcpu vcpu, ExitHandler handler) {
        this.index = index;
        this.vcpu = vcpu;
        this.page = vcpu.page();
        this.handler = handler;
    }

    /** Exits answered so far. */
    long exits() {
        long sum = 0;
        for (long count : exits) {
            sum += count;
        }
        return sum;
    }

    /** Exits answered so far for that reason, below {@link #REASONS}. */
    long exits(int reason) {
        return exits[reason];
    }

    /**
     * Enters the guest once.
     *
     * @return whether the guest can go on; false after an exit that only the machine can decide about
     */
    boolean step() {
        int result = vcpu.run();
        if (result == 0) {
            exits[page.exitReason() & REASONS - 1]++;
            return answer();
        }
        // EINTR: kicked. EAGAIN: an AP took INIT; KVM wants to be called again.
        if (result != -Errno.EINTR && result != -Errno.EAGAIN) {
            handler.failed(index, "error: kvm run failed " + Errno.text(-result));
            return false;
        }
        return true;
    }

    /** Lets KVM finish an access whose value we gave, so that the registers are whole before anybody reads them. */
    void settle() {
        page.immediateExit(true);
        while (vcpu.run() == 0) {
            exits[page.exitReason() & REASONS - 1]++;
            answer();
        }
    }

    private boolean answer() {
        switch (page.exitReason()) {
            case KvmRun.EXIT_IO -> {
                port();
                return !handler.mustWait();
            }
            case KvmRun.EXIT_MMIO -> {
                memory();
                return !handler.mustWait();
            }
            case KvmRun.EXIT_INTR, KvmRun.EXIT_IRQ_WINDOW_OPEN, KvmRun.EXIT_HLT -> {
                return true;
            }
            default -> {
                return unusual();
            }
        }
    }

    private void port() {
        int port = page.ioPort();
        int size = page.ioSize();
        int count = page.ioCount();
        if (page.ioIsWrite()) {
            for (int i = 0; i < count; i++) {
                handler.portWrite(port, page.ioValue(i), size);
            }
        } else {
            for (int i = 0; i < count; i++) {
                page.ioValue(i, handler.portRead(port, size));
            }
        }
    }

    private void memory() {
        int size = page.mmioLength();
        if (page.mmioIsWrite()) {
            handler.memoryWrite(page.mmioAddress(), page.mmioValue(), size);
        } else {
            page.mmioValue(handler.memoryRead(page.mmioAddress(), size));
        }
    }

    private boolean unusual() {
        switch (page.exitReason()) {
            case KvmRun.EXIT_SHUTDOWN -> handler.resetRequested(index);
            case KvmRun.EXIT_SYSTEM_EVENT -> systemEvent();
            case KvmRun.EXIT_INTERNAL_ERROR -> handler.failed(index, internalError());
            case KvmRun.EXIT_FAIL_ENTRY -> handler.failed(
                    index, "KVM: entry failed, hardware error 0x" + Long.toHexString(page.failEntryReason()));
            default -> handler.failed(index, "KVM: unknown exit, hardware reason " + page.exitReason());
        }
        return false;
    }

    private void systemEvent() {
        if (page.systemEventType() == SYSTEM_SHUTDOWN) {
            handler.shutdownRequested(index);
        } else {
            handler.resetRequested(index);
        }
    }

    /** QEMU's lines, and for an instruction KVM cannot emulate its bytes, which tell what is missing. */
    private String internalError() {
        StringBuilder text = new StringBuilder("KVM internal error. Suberror: ").append(page.internalSuberror());
        for (int i = 0; i < page.internalDataCount(); i++) {
            text.append("\nextra data[").append(i).append("]: 0x").append(Hex.padded(page.internalData(i), 16));
        }
        return text.toString();
    }
}
