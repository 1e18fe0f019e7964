package baton.cli.daemon;

import baton.cli.options.MachineOptions;
import baton.machine.acpi.PcTables;
import baton.machine.board.MicrovmBoard;
import baton.machine.board.Q35Board;
import baton.machine.boot.E820Map;

/**
 * What the kinds of PC differ in before they are made.
 *
 * @param q35 whether it is no microvm
 * @param pcie whether it is a microvm with PCI Express
 */
record MachineShape(boolean q35, boolean pcie) {
    static MachineShape of(MachineOptions machine) {
        boolean q35 = machine.type().isQ35();
        return new MachineShape(q35, !q35 && machine.microvm().hasPci());
    }

    /** Size of the block {@code pc.bios}. */
    long firmwareBytes() {
        if (q35) {
            return Q35Board.FIRMWARE_BYTES;
        }
        return pcie ? MicrovmBoard.FIRMWARE_BYTES_WITH_PCI : MicrovmBoard.FIRMWARE_BYTES;
    }

    /** Physical memory with that many bytes of RAM. */
    E820Map memory(long ramBytes) {
        if (q35) {
            return E820Map.q35(ramBytes);
        }
        return pcie ? E820Map.microvmWithPci(ramBytes) : new E820Map(ramBytes);
    }

    /** Where the ACPI tables begin; 0 without any: then a kernel's command line tells of devices. */
    int rootPointer() {
        return q35 || pcie ? PcTables.RSDP : 0;
    }
}
