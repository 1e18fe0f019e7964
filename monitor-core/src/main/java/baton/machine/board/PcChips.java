package baton.machine.board;

import baton.machine.irq.GsiRouting;
import baton.machine.irq.KvmChips;
import baton.machine.irq.KvmClock;
import baton.machine.irq.KvmIoapic;
import baton.machine.irq.KvmIrqLine;
import baton.machine.irq.KvmMessages;
import baton.machine.irq.KvmPic;
import baton.machine.irq.KvmPit;
import baton.machine.irq.MsiSink;
import baton.machine.irq.VmChips;
import baton.machine.time.VirtualClock;
import baton.machine.vcpu.Vcpus;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.KvmVm;
import java.io.IOException;
import java.util.List;

/** The chips of a PC that KVM has in the kernel: PICs, IOAPIC, PIT, its clock; how they are reset, started and stopped. */
final class PcChips {
    private final KvmChips kvm;
    private final KvmIoapic ioapic;
    private final KvmPit pit;
    private final KvmClock kvmclock;
    private final KvmMessages messages;
    private List<KvmPic> pics;

    /** Makes them in {@code vm}, before its processors. */
    PcChips(KvmVm vm, VirtualClock clock) throws IOException {
        vm.createIrqchip();
        vm.createPit2();
        kvm = new VmChips(vm);
        kvm.setGsiRouting(GsiRouting.microvm());
        messages = new KvmMessages(kvm);
        ioapic = new KvmIoapic(kvm);
        pit = new KvmPit(kvm, clock);
        kvmclock = new KvmClock(kvm);
    }

    /** The first of these processors is the one that the PICs interrupt. */
    void attach(Vcpus vcpus) {
        pics = KvmPic.pair(kvm, new KvmPic.Processor() {
            @Override
            public boolean takesInterrupts() {
                return vcpus.all().get(0).state().takesInterrupts();
            }
        });
    }

    List<? extends VmState> pics() {
        return pics;
    }

    VmState ioapic() {
        return ioapic;
    }

    VmState pit() {
        return pit;
    }

    VmState kvmclock() {
        return kvmclock;
    }

    /** Where interrupts that are messages go. */
    MsiSink messages() {
        return messages;
    }

    /** A wire to the interrupt controllers. */
    KvmIrqLine line(int gsi) {
        return new KvmIrqLine(kvm, gsi);
    }

    /** Whether the PICs ask their processor for attention; after it stood still. */
    boolean picAsserted() throws VmStateException {
        pics.get(0).saving();
        return pics.get(0).outputAsserted();
    }

    void reset() throws IOException {
        for (KvmPic pic : pics) {
            pic.reset();
        }
        ioapic.reset();
        pit.reset();
    }

    /** Devices stand still too: nothing they have sent is on its way any more. */
    void settle() {
        messages.settle();
    }

    void vmStarting() throws IOException {
        kvmclock.vmStarting();
        pit.vmStarting();
    }

    void vmStopped() throws IOException {
        kvmclock.vmStopped();
        pit.vmStopped();
    }
}
