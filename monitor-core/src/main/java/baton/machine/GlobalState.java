package baton.machine;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Section {@code globalstate}: the run state the guest was in before the migration stopped it. Last in every stream. */
final class GlobalState implements VmState {
    private static final int NAME_BYTES = 32;
    private static final int RESERVED_BYTES = 66;

    private int size;
    private final byte[] runstate = new byte[NAME_BYTES];
    private int hasVmWasSuspended = 1;
    private int vmWasSuspended;
    private final byte[] unused = new byte[RESERVED_BYTES];
    private boolean received;

    /** Readies the section for saving. */
    void remember(RunState state, boolean wasSuspended) {
        byte[] name = state.wireName().getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(runstate, (byte) 0);
        System.arraycopy(name, 0, runstate, 0, name.length);
        size = name.length + 1;
        hasVmWasSuspended = 1;
        vmWasSuspended = wasSuspended ? 1 : 0;
    }

    /** Whether a stream brought one; without, the guest ran. */
    boolean received() {
        return received;
    }

    /** The run state the stream brought. */
    RunState state() {
        return RunState.named(name());
    }

    /** Whether the guest slept although its state is another, such as paused. */
    boolean wasSuspended() {
        return hasVmWasSuspended != 0 && vmWasSuspended != 0;
    }

    private String name() {
        int end = 0;
        while (end < NAME_BYTES && runstate[end] != 0) {
            end++;
        }
        return new String(runstate, 0, end, StandardCharsets.US_ASCII);
    }

    @Override
    public String vmsd() {
        return "globalstate";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        received = false;
        size = v.u32("size", size);
        v.buffer("runstate", runstate);
        hasVmWasSuspended = v.u8("has_vm_was_suspended", hasVmWasSuspended);
        vmWasSuspended = v.u8("vm_was_suspended", vmWasSuspended);
        v.buffer("unused", unused);
    }

    @Override
    public void loaded() throws VmStateException {
        if (size < 1 || size > NAME_BYTES || state() == null) {
            throw VmStateException.corrupt("Unable to parse global state: unknown run state '" + name() + "'");
        }
        received = true;
    }
}
