package baton.nat.kvm;

/** Offsets in struct kvm_dtable. */
public final class KvmDtable {
    public static final int BASE = 0;
    public static final int LIMIT = 8;

    private KvmDtable() {}
}
