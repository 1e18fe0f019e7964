package baton.command;

import baton.command.machine.DeviceAdd;
import baton.command.machine.DeviceDel;
import baton.command.machine.QueryPci;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about devices. */
final class DeviceCommands implements QmpCommands {
    private static final String[] NAMES = {"device_add", "device_del", "query-pci"};

    private final Services services;

    DeviceCommands(Services services) {
        this.services = services;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "device_add" -> new DeviceAdd(services.peripherals());
            case "device_del" -> new DeviceDel(services.peripherals());
            case "query-pci" -> new QueryPci(services.machine().board());
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
