package baton.device.pci;

import baton.migration.vmstate.VmState;

/** A device of one function that can be put on a bus. */
public interface PciDevice extends VmState {
    /** Its configuration space. */
    PciFunction function();

    /** Power-on state. Main loop, vCPUs stopped; or while nobody can reach it. */
    void reset();
}
