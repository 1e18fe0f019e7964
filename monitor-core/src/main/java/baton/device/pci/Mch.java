package baton.device.pci;

import baton.base.AnyThread;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * The host bridge of q35, function 0 of device 0 (Intel 3 Series chipset, MCH): section {@code 0000:00:00.0/mch}. Its
 * registers are as firmware leaves them: ECAM on, all shadowed memory RAM. They may be rewritten; the map does not follow.
 */
@AnyThread
public final class Mch implements VmState {
    private static final int PCIEXBAR = 0x60;
    private static final int PAM0 = 0x90;
    private static final int PAM_REGISTERS = 6;

    private final PciFunction function;

    /** @param ecam where configuration space is in memory; a multiple of 256 MiB below 4 GiB */
    public Mch(long ecam) {
        PciImage image = PciImage.of(0x8086, 0x29c0, 0x0600, 0);
        image.put8(0x50, 0x10); // QEMU's own register: MiB of extended SMRAM there could be
        image.put32(PCIEXBAR, (int) ecam | 1);
        image.put8(PAM0, 0x30);
        for (int i = 1; i <= PAM_REGISTERS; i++) {
            image.put8(PAM0 + i, 0x33);
        }
        image.put8(0x9d, 0x02); // SMRAM and ESMRAMC: there is none
        image.put8(0x9e, 0x38);
        function = new PciFunction(image);
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
        return "0000:00:00.0/mch";
    }

    @Override
    public String vmsd() {
        return "mch";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.struct("parent_obj", function);
        v.unused("unused", 1);
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded("mch");
    }
}
