package baton.device.pci;

import baton.base.AnyThread;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/** The host bridge of QEMU's generic PCI Express, function 0 of device 0: section {@code 0000:00:00.0/gpex_root}. */
@AnyThread
public final class GpexRoot implements VmState {
    private final PciFunction function = new PciFunction(image());

    private static PciImage image() {
        return PciImage.header(PciImage.CONVENTIONAL, 0x1b36, 0x0008, 0x0600, 0).subsystem(0x1af4, 0x1100);
    }

    /** Its configuration space, for the bus. */
    public PciFunction function() {
        return function;
    }

    /** Power-on state. */
    public void reset() {
        function.reset();
    }

    @Override
    public String idstr() {
        return "0000:00:00.0/gpex_root";
    }

    @Override
    public String vmsd() {
        return "gpex_root";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.struct("parent_obj", function);
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded("gpex_root");
    }
}
