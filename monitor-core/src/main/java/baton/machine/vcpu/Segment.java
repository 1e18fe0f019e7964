package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.KvmSegment;
import baton.nat.libc.NativeBuffer;

/** A segment register as the stream has it: flags are the second word of its descriptor (Intel SDM 3A, 3.4.5). */
final class Segment implements Struct {
    private static final int TYPE_SHIFT = 8;
    private static final int S_SHIFT = 12;
    private static final int DPL_SHIFT = 13;
    private static final int P_SHIFT = 15;
    private static final int AVL_SHIFT = 20;
    private static final int L_SHIFT = 21;
    private static final int DB_SHIFT = 22;
    private static final int G_SHIFT = 23;
    /** Present, S, DPL 3, read/write data: what every segment of virtual-8086 mode is. */
    private static final int VM86_FLAGS = 3 << TYPE_SHIFT | 1 << S_SHIFT | 3 << DPL_SHIFT | 1 << P_SHIFT;

    int selector;
    long base;
    int limit;
    int flags;

    void set(int newSelector, long newBase, int newLimit, int newFlags) {
        selector = newSelector;
        base = newBase;
        limit = newLimit;
        flags = newFlags;
    }

    int dpl() {
        return flags >> DPL_SHIFT & 3;
    }

    boolean big() {
        return (flags >> DB_SHIFT & 1) != 0;
    }

    boolean longMode() {
        return (flags >> L_SHIFT & 1) != 0;
    }

    /** Reads struct kvm_segment at {@code at}. */
    void fetch(NativeBuffer sregs, int at) {
        boolean present = sregs.getByte(at + KvmSegment.PRESENT) != 0 && sregs.getByte(at + KvmSegment.UNUSABLE) == 0;
        selector = sregs.getShort(at + KvmSegment.SELECTOR) & 0xffff;
        base = sregs.getLong(at + KvmSegment.BASE);
        limit = sregs.getInt(at + KvmSegment.LIMIT);
        flags = sregs.getByte(at + KvmSegment.TYPE) << TYPE_SHIFT
                | (present ? 1 << P_SHIFT : 0)
                | sregs.getByte(at + KvmSegment.DPL) << DPL_SHIFT
                | sregs.getByte(at + KvmSegment.DB) << DB_SHIFT
                | sregs.getByte(at + KvmSegment.S) << S_SHIFT
                | sregs.getByte(at + KvmSegment.L) << L_SHIFT
                | sregs.getByte(at + KvmSegment.G) << G_SHIFT
                | sregs.getByte(at + KvmSegment.AVL) << AVL_SHIFT;
    }

    /** Writes struct kvm_segment at {@code at}; {@code vm86} forces what that mode has. */
    void push(NativeBuffer sregs, int at, boolean vm86) {
        int f = vm86 ? VM86_FLAGS : flags;
        int present = f >> P_SHIFT & 1;
        sregs.putLong(at + KvmSegment.BASE, base);
        sregs.putInt(at + KvmSegment.LIMIT, limit);
        sregs.putShort(at + KvmSegment.SELECTOR, selector);
        sregs.putByte(at + KvmSegment.TYPE, f >> TYPE_SHIFT & 15);
        sregs.putByte(at + KvmSegment.PRESENT, present);
        sregs.putByte(at + KvmSegment.DPL, f >> DPL_SHIFT & 3);
        sregs.putByte(at + KvmSegment.DB, f >> DB_SHIFT & 1);
        sregs.putByte(at + KvmSegment.S, f >> S_SHIFT & 1);
        sregs.putByte(at + KvmSegment.L, f >> L_SHIFT & 1);
        sregs.putByte(at + KvmSegment.G, f >> G_SHIFT & 1);
        sregs.putByte(at + KvmSegment.AVL, f >> AVL_SHIFT & 1);
        sregs.putByte(at + KvmSegment.UNUSABLE, 1 - present);
    }

    @Override
    public String vmsd() {
        return "segment";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        selector = v.u32("selector", selector);
        base = v.u64("base", base);
        limit = v.u32("limit", limit);
        flags = v.u32("flags", flags);
    }
}
