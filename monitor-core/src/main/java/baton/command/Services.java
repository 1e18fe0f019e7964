package baton.command;

import baton.base.Reporter;
import baton.chardev.Chardevs;
import baton.command.balloon.Balloons;
import baton.command.dump.Dumps;
import baton.command.log.LogSwitch;
import baton.command.machine.GuestFacts;
import baton.command.machine.Peripherals;
import baton.command.qom.ObjectModel;
import baton.machine.Inspection;
import baton.machine.Machine;
import baton.machine.memory.MemoryObjects;
import baton.mainloop.IoThreads;
import baton.mainloop.MainLoop;
import baton.migration.run.MigrationService;
import baton.monitor.FdStore;
import baton.net.Netdevs;
import java.util.function.Supplier;

/**
 * What commands act on; one of each in the process. {@code cli} makes it.
 *
 * @param machine the machine, built
 * @param migration its migrations
 * @param chardevs all chardevs
 * @param fds descriptors clients sent
 * @param objects objects users made, and the machine's own RAM
 * @param peripherals devices users add
 * @param dumps dumps of the guest's memory
 * @param facts what else the command line said
 * @param loop the main loop, for what comes later
 * @param reporter stderr, or the monitor whose command is running
 * @param network netdevs and cards; made when first asked for
 * @param balloons the memory balloon, if there is one
 * @param log what is logged
 * @param ioThreads threads users made for I/O
 * @param quit ends the process in order, with status 0, once what is queued has been sent
 */
public record Services(
        Machine machine,
        MigrationService migration,
        Chardevs chardevs,
        FdStore fds,
        MemoryObjects objects,
        Peripherals peripherals,
        Dumps dumps,
        GuestFacts facts,
        MainLoop loop,
        Reporter reporter,
        Supplier<Netdevs> network,
        Balloons balloons,
        LogSwitch log,
        IoThreads ioThreads,
        Runnable quit) {
    /** A look at the machine's guest. */
    public Inspection guest() {
        return new Inspection(machine.board());
    }

    /** Everything as objects with properties. */
    ObjectModel objectModel() {
        return new ObjectModel(machine, objects, chardevs, facts);
    }
}
