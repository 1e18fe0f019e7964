package baton.cli.daemon;

import baton.base.MainLoopThread;
import baton.cli.options.GenerationOptions;
import baton.cli.options.OptionException;
import baton.cli.options.PanicOptions;
import baton.cli.options.PciSpot;
import baton.cli.options.PlugOptions;
import baton.cli.options.PlugParser;
import baton.cli.options.RootPortOptions;
import baton.cli.options.VirtioPlugOptions;
import baton.command.machine.Peripherals;
import baton.device.virtio.VirtioDevice;
import baton.machine.Machine;
import baton.machine.board.PciPlugs;
import baton.machine.board.PciRequest;
import baton.machine.board.PlugRefused;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.Property;
import baton.migration.run.MigrationService;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds devices to the machine that is there: those of the command line, and those of {@code device_add}. */
@MainLoopThread
final class HotPlug implements Peripherals {
    private final Machine machine;
    private final MigrationService migration;
    private final MachineAssembly assembly;

    /** @param assembly makes what devices have behind their transports */
    HotPlug(Machine machine, MigrationService migration, MachineAssembly assembly) {
        this.machine = machine;
        this.migration = migration;
        this.assembly = assembly;
    }

    /** Adds those of the command line, in order. Nothing of PCI is loaded when there are none. */
    static void addAll(Machine machine, List<PlugOptions> wanted, MachineAssembly assembly) throws OptionException {
        for (PlugOptions device : wanted) {
            try {
                new Plugging(machine, assembly, false).plug(device);
            } catch (PlugRefused e) {
                throw OptionException.at(device.spot().where(), e.getMessage());
            }
        }
    }

    @Override
    public void add(Map<String, Object> properties) throws QmpException {
        requireNoMigration("device_add");
        try {
            new Plugging(machine, assembly, true).plug(PlugParser.parse(properties));
        } catch (OptionException | PlugRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public void add(String text) throws QmpException {
        requireNoMigration("device_add");
        try {
            new Plugging(machine, assembly, true).plug(PlugParser.parse(text));
        } catch (OptionException | PlugRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public void remove(String name) throws QmpException {
        DeviceNode device = machine.board().tree().find(name);
        if (device == null) {
            throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + name + "' not found");
        }
        requireNoMigration("device_del");
        PciPlugs plugs = machine.board().plugs();
        if (plugs == null || !plugs.has(name)) {
            throw QmpException.generic("Bus '" + device.parent().name() + "' does not support hotplugging");
        }
        try {
            machine.deleted(plugs.remove(name));
        } catch (PlugRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private void requireNoMigration(String command) throws QmpException {
        if (migration.underWay()) {
            throw QmpException.generic(command + " not allowed while migrating");
        }
    }

    /** A case for each kind of device. */
    private record Plugging(Machine machine, MachineAssembly assembly, boolean hot)
            implements PlugOptions.Fold<DeviceNode, PlugRefused> {
        void plug(PlugOptions device) throws PlugRefused {
            device.fold(this);
        }

        private PciPlugs pci(PlugOptions device) throws PlugRefused {
            PciPlugs plugs = machine.board().plugs();
            if (plugs == null) {
                throw new PlugRefused(
                        "No 'PCI' bus found for device '" + device.spot().driver() + "'");
            }
            return plugs;
        }

        @Override
        public DeviceNode panic(PanicOptions asked) throws PlugRefused {
            if (!asked.spot().driver().equals("pvpanic")) {
                return pci(asked).panic(request(asked.spot()), asked.events());
            }
            if (hot) {
                throw new PlugRefused("Bus 'isa.0' does not support hotplugging");
            }
            DeviceNode node = new DeviceNode(asked.spot().driver(), asked.spot().id())
                    .with(Property.number("ioport", "uint16", 0x505))
                    .with(Property.number("events", "uint8", asked.events()));
            machine.board().addPanicPort(node, asked.events());
            return node;
        }

        @Override
        public DeviceNode generation(GenerationOptions asked) throws PlugRefused {
            if (hot) {
                throw new PlugRefused("Device 'vmgenid' does not support hotplugging");
            }
            String guid = asked.guid() == null ? UUID.randomUUID().toString() : asked.guid();
            DeviceNode node =
                    new DeviceNode(asked.spot().driver(), asked.spot().id()).with(Property.word("guid", "str", guid));
            machine.board().addGenerationId(node, Policies.uuid(guid));
            return node;
        }

        private PciRequest request(PciSpot spot) {
            return new PciRequest(spot.driver(), spot.id(), spot.bus(), spot.devfn(), hot);
        }

        @Override
        public DeviceNode rootPort(RootPortOptions port) throws PlugRefused {
            return pci(port)
                    .rootPort(
                            request(port.spot()),
                            port.port(),
                            port.slot(),
                            Property.number("chassis", "uint8", port.chassis()),
                            Property.number("slot", "uint16", port.slot()),
                            Property.bool("hotplug", true),
                            Property.number("port", "uint8", port.port()));
        }

        @Override
        public DeviceNode virtio(VirtioPlugOptions asked) throws PlugRefused {
            PciRequest request = request(asked.spot());
            pci(asked).check(request);
            try {
                VirtioDevice made = asked.device().fold(assembly.virtio());
                return machine.board()
                        .plugs()
                        .virtio(request, asked.device().place().driver(), made, VirtioAssembly.properties(made));
            } catch (OptionException e) {
                throw new PlugRefused(e.getMessage());
            }
        }
    }
}
