package baton.device.panic;

import baton.base.AnyThread;
import baton.device.pci.PciBar;
import baton.device.pci.PciDevice;
import baton.device.pci.PciFunction;
import baton.device.pci.PciImage;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/** QEMU's {@code pvpanic-pci}: the port as the first bytes of a window of memory. Section {@code PATH/pvpanic-pci}. */
@AnyThread
public final class PvPanicPci implements PciDevice {
    private static final int WINDOW = 2;

    private final PciFunction function = new PciFunction(image());

    private final String path;

    /**
     * @param path of its function, such as {@code 0000:00:02.0}
     * @param port what is in its window
     */
    public PvPanicPci(String path, PvPanic port) {
        this.path = path;
        function.bar(PciBar.memory(0, WINDOW), port);
    }

    private static PciImage image() {
        return PciImage.header(PciImage.CONVENTIONAL, 0x1b36, 0x0011, 0x0880, 1).subsystem(0x1af4, 0x1100);
    }

    @Override
    public PciFunction function() {
        return function;
    }

    @Override
    public void reset() {
        function.reset();
    }

    @Override
    public String idstr() {
        return path + "/pvpanic-pci";
    }

    @Override
    public String vmsd() {
        return "pvpanic-pci";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.struct("dev", function);
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded("pvpanic-pci");
    }
}
