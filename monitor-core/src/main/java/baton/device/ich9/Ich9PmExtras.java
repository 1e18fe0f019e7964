package baton.device.ich9;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * Subsections of {@code ich9_pm} for hardware that is not there: memory hot plug, PCI hot plug by ACPI, the TCO watchdog.
 * Kept as they came. A guest reads the watchdog's registers as they are, and cannot start it.
 */
final class Ich9PmExtras {
    private static final int TCO = 0x60;
    private static final int PCI_BUSES = 256;

    private int memorySlot;
    private final Tco tco = new Tco();
    private int pciBus;
    private final PciStatus[] pciStatus = new PciStatus[PCI_BUSES];
    private int acpiIndex;

    Ich9PmExtras() {
        for (int i = 0; i < PCI_BUSES; i++) {
            pciStatus[i] = new PciStatus();
        }
        reset();
    }

    void reset() {
        memorySlot = 0;
        tco.reset();
        pciBus = 0;
        acpiIndex = 0;
        for (PciStatus status : pciStatus) {
            status.up = 0;
            status.down = 0;
        }
    }

    /** The byte at {@code offset} of the power management window. */
    int read(int offset) {
        return switch (offset - TCO) {
            case 0x00 -> tco.values[Tco.RELOAD] & 0xff;
            case 0x01 -> tco.values[Tco.RELOAD] >> 8;
            case 0x0a -> tco.values[Tco.CONTROL2] & 0xff;
            case 0x10 -> tco.values[Tco.IRQ] & 0xff;
            case 0x12 -> tco.values[Tco.INITIAL] & 0xff;
            case 0x13 -> tco.values[Tco.INITIAL] >> 8;
            default -> 0;
        };
    }

    void state(StateVisitor v) throws VmStateException {
        if (v.subsection("ich9_pm/memhp", 1, true)) {
            v.struct("acpi_memory_hotplug", new MemoryHotplug());
        }
        if (v.subsection("ich9_pm/tco", 1, true)) {
            v.struct("tco_regs", tco);
        }
        if (v.subsection("ich9_pm/pcihp", 1, true)) {
            pciBus = v.u32("acpi_pci_hotplug.hotplug_select", pciBus);
            v.structs("acpi_pci_hotplug.acpi_pcihp_pci_status", pciStatus);
            acpiIndex = v.u32("acpi_pci_hotplug.acpi_index", acpiIndex);
        }
    }

    private final class MemoryHotplug implements Struct {
        @Override
        public String vmsd() {
            return "memory hotplug state";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            memorySlot = v.u32("selector", memorySlot);
        }
    }

    private static final class PciStatus implements Struct {
        private int up;
        private int down;

        @Override
        public String vmsd() {
            return "acpi_pcihp_pci_status";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            up = v.u32("up", up);
            down = v.u32("down", down);
        }
    }

    /** Registers in the order of the wire, wide ones first marked: Intel's ICH9 datasheet, 13.9. */
    private static final class Tco implements Struct {
        private static final int RELOAD = 0;
        private static final int CONTROL2 = 6;
        private static final int INITIAL = 10;
        private static final int IRQ = 11;
        private static final String[] NAMES = {
            "tco.rld",
            "tco.din",
            "tco.dout",
            "tco.sts1",
            "tco.sts2",
            "tco.cnt1",
            "tco.cnt2",
            "tco.msg1",
            "tco.msg2",
            "tco.wdcnt",
            "tco.tmr",
            "sw_irq_gen"
        };
        private final int[] values = new int[NAMES.length];
        private long timer;
        private long expires;
        private int timeouts;

        void reset() {
            Arrays.fill(values, 0);
            values[CONTROL2] = 0x08;
            values[INITIAL] = 4;
            values[IRQ] = 3;
            timer = -1;
            expires = -1;
            timeouts = 0;
        }

        @Override
        public String vmsd() {
            return "tco io device status";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            for (int i = 0; i < NAMES.length; i++) {
                values[i] = wide(i) ? v.u16(NAMES[i], values[i]) : v.u8(NAMES[i], values[i]);
            }
            timer = v.timer("tco_timer", timer);
            expires = v.i64("expire_time", expires);
            timeouts = v.u8("timeouts_no", timeouts);
        }

        private static boolean wide(int i) {
            return i == RELOAD || i >= 3 && i <= CONTROL2 || i == INITIAL;
        }
    }
}
