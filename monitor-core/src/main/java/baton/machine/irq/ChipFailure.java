package baton.machine.irq;

import baton.migration.vmstate.VmStateException;
import java.io.IOException;

/** A chip's ioctl failed while its state was saved or loaded. */
final class ChipFailure {
    private ChipFailure() {}

    /** {@code what} is the ioctl, such as {@code KVM_SET_PIT2}. */
    static VmStateException of(String what, IOException cause) {
        return new VmStateException(VmStateException.Reason.IO, what + " failed: " + cause.getMessage(), cause);
    }
}
