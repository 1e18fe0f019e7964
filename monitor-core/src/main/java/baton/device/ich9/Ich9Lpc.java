package baton.device.ich9;

import baton.base.AnyThread;
import baton.device.pci.PciFunction;
import baton.device.pci.PciImage;
import baton.machine.bus.IoDevice;
import baton.machine.bus.PowerRequests;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * The LPC bridge, function 0 of device 31, and what is wired to it: section {@code 0000:00:1f.0/ICH9LPC}. The board gives
 * its parts their windows. Its registers are as firmware leaves them: power management at 0x600, chip configuration at
 * 0xfed1c000, interrupts A to H routed; they may be rewritten, and nothing moves for it.
 */
@AnyThread
public final class Ich9Lpc implements VmState {
    private static final int CHIP_CONFIG_BYTES = 0x4000;
    private static final int ACPI_ON = 2;
    private static final int ACPI_OFF = 3;
    private static final int CPU_RESET = 4;
    private static final int RESET_BITS = 0x0a;

    private final PciFunction function;
    private final Ich9Pm pm;
    private final Apm apm = new Apm();
    private final ChipConfig chipConfig = new ChipConfig();
    private final ResetControl resetControl = new ResetControl();
    private int sciLevel; // of the interrupt by PIRQ, which is not used

    private final PowerRequests machine;

    /**
     * @param pm power management
     * @param chipConfigBase where the chip configuration registers are in memory
     */
    public Ich9Lpc(Ich9Pm pm, PowerRequests machine, int pmBase, int chipConfigBase) {
        this.pm = pm;
        this.machine = machine;
        PciImage image = PciImage.of(0x8086, 0x2918, 0x0601, 2);
        image.headerType(0x80); // one of several functions
        image.put32(0x40, pmBase | 1);
        image.put8(0x44, 0x80); // ACPI on, SCI is interrupt 9
        image.put32(0x60, 0x0b0b0a0a);
        image.put32(0x68, 0x0b0b0a0a);
        image.put8(0x82, 1); // decoding of COM1
        image.put8(0xa0, 0x10);
        image.put32(0xf0, chipConfigBase | 1);
        function = new PciFunction(image);
    }

    /** Its configuration space, for the bus. */
    public PciFunction function() {
        return function;
    }

    /** The two ports of advanced power management: a command switches ACPI on and off. */
    public IoDevice apm() {
        return apm;
    }

    /** 16 KiB of chip configuration. */
    public IoDevice chipConfig() {
        return chipConfig;
    }

    /** One port. */
    public IoDevice resetControl() {
        return resetControl;
    }

    /** Power-on state of the bridge itself; what has a window is reset with the window. */
    public void reset() {
        function.reset();
        resetControl.reset();
        sciLevel = 0;
    }

    @Override
    public String idstr() {
        return "0000:00:1f.0/ICH9LPC";
    }

    @Override
    public String vmsd() {
        return "ICH9LPC";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.struct("d", function);
        v.struct("apm", apm);
        v.struct("pm", pm);
        v.u8s("chip_config", chipConfig.bytes);
        sciLevel = v.u32("sci_level", sciLevel);
        if (v.loading()) {
            resetControl.value = 0;
        }
        if (v.subsection("ICH9LPC/rst_cnt", 1, resetControl.value != 0)) {
            resetControl.value = v.u8("rst_cnt", resetControl.value);
        }
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded("ICH9LPC");
        pm.loaded();
    }

    @Override
    public void commit() {
        pm.commit();
    }

    private final class Apm implements IoDevice, Struct {
        private int command;
        private int data;

        @Override
        public synchronized long read(int offset, int size) {
            return offset == 0 ? command : data;
        }

        @Override
        public synchronized void write(int offset, long value, int size) {
            int v = (int) value & 0xff;
            if (offset != 0) {
                data = v;
                return;
            }
            command = v;
            if (v == ACPI_ON || v == ACPI_OFF) {
                pm.acpi(v == ACPI_ON);
            }
        }

        @Override
        public synchronized void reset() {
            command = 0;
            data = 0;
        }

        @Override
        public String vmsd() {
            return "APM State";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public synchronized void state(StateVisitor v) throws VmStateException {
            command = v.u8("apmc", command);
            data = v.u8("apms", data);
        }
    }

    /** Memory that a guest may read and write; nothing follows from it here. */
    private static final class ChipConfig implements IoDevice {
        private final byte[] bytes = new byte[CHIP_CONFIG_BYTES];

        ChipConfig() {
            reset();
        }

        @Override
        public synchronized long read(int offset, int size) {
            long value = 0;
            for (int i = 0; i < size && offset + i < bytes.length; i++) {
                value |= (bytes[offset + i] & 0xffL) << 8 * i;
            }
            return value;
        }

        @Override
        public synchronized void write(int offset, long value, int size) {
            for (int i = 0; i < size && offset + i < bytes.length; i++) {
                bytes[offset + i] = (byte) (value >> 8 * i);
            }
        }

        /** Interrupt routes D31IR to D25IR, and GCS. */
        @Override
        public synchronized void reset() {
            Arrays.fill(bytes, (byte) 0);
            int[] routes = {0x3140, 0x3144, 0x3146, 0x3148, 0x314c, 0x3150};
            for (int at : routes) {
                bytes[at] = 0x10;
                bytes[at + 1] = 0x32;
            }
            bytes[0x3410] = 0x20;
        }
    }

    private final class ResetControl implements IoDevice {
        private int value;

        @Override
        public synchronized long read(int offset, int size) {
            return value;
        }

        @Override
        public void write(int offset, long v, int size) {
            if ((v & CPU_RESET) != 0) {
                machine.reset();
            } else {
                store((int) v & RESET_BITS);
            }
        }

        private synchronized void store(int v) {
            value = v;
        }

        @Override
        public synchronized void reset() {
            value = 0;
        }
    }
}
