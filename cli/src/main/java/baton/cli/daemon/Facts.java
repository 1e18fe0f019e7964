package baton.cli.daemon;

import baton.cli.options.AcceleratorOptions;
import baton.cli.options.MachineType;
import baton.cli.options.VmOptions;
import baton.command.machine.GuestFacts;
import baton.machine.tree.Property;
import baton.nat.libc.Files;
import java.util.List;

/** What commands can say of the guest from the command line alone. */
final class Facts {
    private Facts() {}

    static GuestFacts of(VmOptions options) {
        return new GuestFacts(
                options.process().name(),
                Policies.uuid(options.process().uuid()),
                options.machine().type() != MachineType.NONE || wantsKvm(options),
                options.smp().cores(),
                options.smp().threads(),
                options.cpu().model(),
                new GuestFacts.MachineSays() {
                    @Override
                    public List<Property> properties() {
                        return MachineProperties.of(options);
                    }
                });
    }

    /** Whether a machine without processors would have KVM if it had some: clients ask before they start others. */
    private static boolean wantsKvm(VmOptions options) {
        boolean named = false;
        for (AcceleratorOptions accelerator : options.accelerators()) {
            named |= accelerator.kind() == AcceleratorOptions.Kind.KVM;
        }
        return named && Files.exists("/dev/kvm");
    }
}
