package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.vcpu.CpuView;
import baton.monitor.hmp.Registers;
import java.io.IOException;
import java.util.List;

/** Registers of the guest's processors for expressions of the monitor. */
public final class CpuRegisters implements Registers {
    private final Inspection guest;

    /** Reads registers of {@code guest}. */
    public CpuRegisters(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public Long value(int cpu, String name) {
        if (cpu >= guest.cpus()) {
            return null;
        }
        try {
            return guest.registers(cpu).register(name);
        } catch (IOException e) {
            // The processor cannot be read: its registers are as unknown as its state.
            return null;
        }
    }

    @Override
    public List<String> names() {
        return guest.cpus() == 0 ? List.of() : CpuView.names();
    }
}
