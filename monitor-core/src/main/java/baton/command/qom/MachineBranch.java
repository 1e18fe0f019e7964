package baton.command.qom;

import baton.command.machine.GuestFacts;
import baton.device.rtc.Mc146818Rtc;
import baton.machine.Machine;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import baton.machine.vcpu.Vcpu;
import baton.migration.vmstate.VmState;
import java.util.ArrayList;
import java.util.List;

/** {@code /machine}: what the command line said of it, its processors, its devices where the device tree has them. */
final class MachineBranch implements QomNode.Contents {
    private static final String MACHINE = "/machine/";
    private static final String UNATTACHED = "unattached";
    private static final String SYSTEM_BUS = "/machine/unattached/sysbus";

    private final Machine machine;
    private final GuestFacts facts;
    private DeviceTree tree;
    private Mc146818Rtc clock;

    MachineBranch(Machine machine, GuestFacts facts) {
        this.machine = machine;
        this.facts = facts;
    }

    @Override
    public void fill(QomNode node) {
        tree = machine.board().tree();
        for (Property property : facts.machineProperties()) {
            node.add(property);
        }
        clock = clock();
        if (clock != null) {
            node.add(new ClockDate("rtc-time", clock));
        }
        node.container("peripheral", below("peripheral"));
        node.container("peripheral-anon", below("peripheral-anon"));
        node.container(UNATTACHED, new QomNode.Contents() {
            @Override
            public void fill(QomNode unattached) {
                new MemoryBranch(machine.board().memory()).fill(unattached);
                processors(unattached);
                unattached.child("sysbus", "System", bus(tree.root()));
                devices(unattached, UNATTACHED + "/");
            }
        });
        devices(node, "");
    }

    private Mc146818Rtc clock() {
        for (VmState section : machine.board().sections()) {
            if (section instanceof Mc146818Rtc found) {
                return found;
            }
        }
        return null;
    }

    private QomNode.Contents below(String container) {
        return new QomNode.Contents() {
            @Override
            public void fill(QomNode node) {
                devices(node, container + "/");
            }
        };
    }

    private void processors(QomNode into) {
        for (Vcpu vcpu : machine.board().cpus()) {
            into.child(facts.processorName(vcpu.index()), facts.cpuModel() + "-x86_64-cpu", new CpuBranch(vcpu, facts));
        }
    }

    /** Those devices whose path is {@code prefix} and one name more. */
    private void devices(QomNode into, String prefix) {
        for (DeviceNode device : tree.all()) {
            String path = device.path();
            String name = path.startsWith(MACHINE + prefix) ? path.substring(MACHINE.length() + prefix.length()) : "";
            if (!name.isEmpty() && name.indexOf('/') < 0) {
                into.child(name, device.type(), device(device, prefix + name + "/"));
            }
        }
    }

    private QomNode.Contents device(DeviceNode device, String prefix) {
        return new QomNode.Contents() {
            @Override
            public void fill(QomNode node) {
                node.device(busPath(device.parent()), isPluggable(device));
                for (Property property : device.properties()) {
                    node.add(property);
                }
                if (clock != null && device.type().equals("mc146818rtc")) {
                    node.add(new ClockDate("date", clock));
                }
                for (DeviceBus made : device.buses()) {
                    node.child(made.name(), made.type(), bus(made));
                }
                devices(node, prefix);
            }
        };
    }

    /** What a user put on a bus that lets devices come and go. */
    private static boolean isPluggable(DeviceNode device) {
        return device.path().startsWith("/machine/peripheral")
                && device.parent() != null
                && device.parent().type().startsWith("PCI");
    }

    private QomNode.Contents bus(DeviceBus bus) {
        return new QomNode.Contents() {
            @Override
            public void fill(QomNode node) {
                node.link("hotplug-handler", "hotplug-handler", "");
                node.add(Property.bool("realized", bus != tree.root()));
                List<DeviceNode> oldestFirst = new ArrayList<>(bus.devices());
                for (int i = 0; i < oldestFirst.size(); i++) {
                    DeviceNode device = oldestFirst.get(oldestFirst.size() - 1 - i);
                    node.link("child[" + i + "]", device.type(), device.path());
                }
            }
        };
    }

    private String busPath(DeviceBus bus) {
        if (bus == tree.root()) {
            return SYSTEM_BUS;
        }
        for (DeviceNode device : tree.all()) {
            if (device.buses().contains(bus)) {
                return device.path() + "/" + bus.name();
            }
        }
        return "";
    }
}
