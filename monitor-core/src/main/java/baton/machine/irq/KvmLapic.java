package baton.machine.irq;

import baton.machine.time.GuestClock;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The in-kernel local APIC of one vCPU: section {@code apic}, whose instance is the APIC id and which streams carry before
 * all others; the register page of KVM_GET_LAPIC (Intel SDM volume 3, 10.4.1). The timer's current count is not carried:
 * it starts over. Main loop, vCPU stopped.
 */
public final class KvmLapic implements VmState {
    private static final int PAGE = 1024;
    private static final int ID = 0x02;
    private static final int TPR = 0x08;
    private static final int ARBITRATION = 0x09;
    private static final int LOGICAL_DESTINATION = 0x0d;
    private static final int DESTINATION_FORMAT = 0x0e;
    private static final int SPURIOUS = 0x0f;
    private static final int ISR = 0x10;
    private static final int TMR = 0x18;
    private static final int IRR = 0x20;
    private static final int ESR = 0x28;
    private static final int ICR = 0x30;
    private static final int LVT = 0x32;
    private static final int INITIAL_COUNT = 0x38;
    private static final int CURRENT_COUNT = 0x39;
    private static final int DIVIDE = 0x3e;

    private static final int LVT_MASKED = 1 << 16;
    private static final int BASE_ADDRESS = 0xfee00000;
    private static final int BASE_ENABLED = 0x800;
    private static final int BASE_BOOT_CPU = 0x100;

    private final KvmApic kvm;
    private final int apicId;
    private final GuestClock clock;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);

    private int base;
    private int id;
    private int arbitration;
    private int tpr;
    private int spurious;
    private int logicalDestination;
    private int destinationFormat;
    private final int[] isr = new int[8];
    private final int[] tmr = new int[8];
    private final int[] irr = new int[8];
    private final int[] lvt = new int[6];
    private int esr;
    private final int[] icr = new int[2];
    private int divide;
    private int countShift;
    private int initialCount;
    private long countLoadTime; // this and the next two: for a receiver with an APIC of its own, KVM has none of them
    private long nextTime;
    private long timerExpiry;
    private int sipiVector;
    private int waitForSipi;

    /** The APIC of the vCPU with that APIC id; 0 is the boot CPU. {@code clock} is the virtual clock. */
    public KvmLapic(KvmApic kvm, int apicId, GuestClock clock) {
        this.kvm = kvm;
        this.apicId = apicId;
        this.clock = clock;
        clear();
    }

    /** Power-on state, in the kernel as well. */
    public void reset() throws IOException {
        clear();
        write();
    }

    /** IA32_APIC_BASE as last saved, loaded or reset: what KVM_SET_SREGS2 must repeat. */
    public long base() {
        return base & 0xffffffffL;
    }

    /** The timer's count when the state was last saved; no part of the state. */
    public long currentCount() {
        return register(CURRENT_COUNT) & 0xffffffffL;
    }

    @Override
    public String vmsd() {
        return "apic";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int instanceId() {
        return apicId;
    }

    @Override
    public void saving() throws VmStateException {
        try {
            base = (int) kvm.getApicBase();
            kvm.getLapic(page.array());
        } catch (IOException e) {
            throw ChipFailure.of("KVM_GET_LAPIC", e);
        }
        id = register(ID) >>> 24;
        tpr = register(TPR) & 0xff;
        arbitration = register(ARBITRATION) & 0xff;
        logicalDestination = register(LOGICAL_DESTINATION) >>> 24;
        destinationFormat = register(DESTINATION_FORMAT) >>> 28;
        spurious = register(SPURIOUS);
        registers(ISR, isr);
        registers(TMR, tmr);
        registers(IRR, irr);
        esr = register(ESR);
        registers(ICR, icr);
        registers(LVT, lvt);
        initialCount = register(INITIAL_COUNT);
        divide = register(DIVIDE);
        computeTimer();
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        base = v.u32("apicbase", base);
        id = v.u8("id", id);
        arbitration = v.u8("arb_id", arbitration);
        tpr = v.u8("tpr", tpr);
        spurious = v.u32("spurious_vec", spurious);
        logicalDestination = v.u8("log_dest", logicalDestination);
        destinationFormat = v.u8("dest_mode", destinationFormat);
        v.u32s("isr", isr);
        v.u32s("tmr", tmr);
        v.u32s("irr", irr);
        v.u32s("lvt", lvt);
        esr = v.u32("esr", esr);
        v.u32s("icr", icr);
        divide = v.u32("divide_conf", divide);
        countShift = v.i32("count_shift", countShift);
        initialCount = v.u32("initial_count", initialCount);
        countLoadTime = v.i64("initial_count_load_time", countLoadTime);
        nextTime = v.i64("next_time", nextTime);
        timerExpiry = v.i64("timer_expiry", timerExpiry);
        sipiState(v);
    }

    /** Only a machine without an in-kernel APIC waits here; KVM has it in the vCPU's mp_state. */
    private void sipiState(StateVisitor v) throws VmStateException {
        if (v.loading()) {
            waitForSipi = 0;
        }
        if (v.subsection("apic_sipi", 1, waitForSipi != 0)) {
            sipiVector = v.i32("sipi_vector", sipiVector);
            waitForSipi = v.i32("wait_for_sipi", waitForSipi);
        }
    }

    @Override
    public void commit() throws VmStateException {
        try {
            write();
        } catch (IOException e) {
            throw ChipFailure.of("KVM_SET_LAPIC", e);
        }
    }

    private void write() throws IOException {
        Arrays.fill(page.array(), (byte) 0);
        register(ID, id << 24);
        register(TPR, tpr);
        register(LOGICAL_DESTINATION, logicalDestination << 24);
        register(DESTINATION_FORMAT, destinationFormat << 28 | 0x0fffffff);
        register(SPURIOUS, spurious);
        putRegisters(ISR, isr);
        putRegisters(TMR, tmr);
        putRegisters(IRR, irr);
        register(ESR, esr);
        putRegisters(ICR, icr);
        putRegisters(LVT, lvt);
        register(INITIAL_COUNT, initialCount);
        register(DIVIDE, divide);
        kvm.setApicBase(base());
        kvm.setLapic(page.array());
    }

    /** When the timer strikes next, if it had been started now. */
    private void computeTimer() {
        countShift = (divide & 3 | divide >> 1 & 4) + 1 & 7;
        countLoadTime = clock.now();
        long count = initialCount & 0xffffffffL;
        timerExpiry = -1;
        if ((lvt[0] & LVT_MASKED) != 0 || count == 0) {
            nextTime = 0;
            return;
        }
        nextTime = countLoadTime + (count + 1 << countShift);
        timerExpiry = nextTime;
    }

    private void clear() {
        base = BASE_ADDRESS | BASE_ENABLED | (apicId == 0 ? BASE_BOOT_CPU : 0);
        id = apicId;
        arbitration = 0;
        tpr = 0;
        spurious = 0xff;
        logicalDestination = 0;
        destinationFormat = 0x0f;
        Arrays.fill(isr, 0);
        Arrays.fill(tmr, 0);
        Arrays.fill(irr, 0);
        Arrays.fill(lvt, LVT_MASKED);
        esr = 0;
        Arrays.fill(icr, 0);
        divide = 0;
        countShift = 0;
        initialCount = 0;
        countLoadTime = 0;
        nextTime = 0;
        timerExpiry = -1;
        sipiVector = 0;
        waitForSipi = 0;
    }

    private int register(int index) {
        return page.getInt(index * 16);
    }

    private void register(int index, int value) {
        page.putInt(index * 16, value);
    }

    private void registers(int first, int[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = register(first + i);
        }
    }

    private void putRegisters(int first, int[] from) {
        for (int i = 0; i < from.length; i++) {
            register(first + i, from[i]);
        }
    }
}
