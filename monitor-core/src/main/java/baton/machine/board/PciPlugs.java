package baton.machine.board;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.device.panic.PvPanic;
import baton.device.panic.PvPanicPci;
import baton.device.pci.PciBus;
import baton.device.pci.PciDevice;
import baton.device.pci.PcieRootPort;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioPci;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import baton.migration.vmstate.VmState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The PCI devices that users have added to a board, from the command line or while it runs, on bus 0 or in the slots of root
 * ports, which are added the same way. On bus 0 a guest finds what is new at its next scan; slots tell it.
 */
@MainLoopThread
public final class PciPlugs {
    /** Makes a device once its place is known. */
    interface Maker {
        PciDevice make(PciPlace place);
    }

    private record Plugged(DeviceNode node, PciDevice device, PciPlace place) {}

    private final DeviceTree tree;
    private final PciWiring board;
    private final List<VmState> sections;
    private final PciPlaces places;
    private final PcieRootPort.Released released;
    private final PvPanic.Reports panics;
    private final List<Plugged> all = new ArrayList<>();
    private final List<DeviceNode> pending = new ArrayList<>();
    private int ports;

    /**
     * @param tree of the board, which has bus 0 under the name {@code pcie.0}
     * @param board what it has for devices
     */
    PciPlugs(PciBus root, DeviceTree tree, PciWiring board, GuestEvents guest) {
        this.tree = tree;
        this.board = board;
        this.sections = board.sections();
        this.places = new PciPlaces(tree, tree.bus("pcie.0"), root);
        this.panics = new PanicReports(guest);
        this.released = new PcieRootPort.Released() {
            @Override
            public void released(PcieRootPort port) {
                guest.slotReleased(port.idstr());
            }
        };
    }

    /** Refuses what {@link #virtio} would refuse, before anything is made. */
    public void check(PciRequest request) throws PlugRefused {
        places.find(request);
    }

    /**
     * Adds a root port.
     *
     * @param port its number, 0 to 255
     * @param slot number of its slot, 0 to 8191
     */
    public DeviceNode rootPort(PciRequest request, int port, int slot, Property... properties) throws PlugRefused {
        PciPlace place = places.find(request);
        requireFreeSlot(properties);
        if (place.port() != null) {
            throw new PlugRefused("Bus '" + request.bus() + "': a root port goes on pcie.0");
        }
        DeviceBus behind = new DeviceBus(request.id() == null ? freeName() : request.id(), "PCIE");
        PcieRootPort.Place where = new PcieRootPort.Place(
                place.functions(), place.path(), place.devfn() >> 3, nextBusInstance(), port, slot);
        PcieRootPort made = new PcieRootPort(where, board.messages(), released);
        places.behind(behind, made);
        sections.add(ports++, made);
        sections.add(made.bus());
        DeviceNode node = add(request, made, place, properties);
        return node.with(behind);
    }

    /** What the bus behind a port is called that a user has not named. */
    private String freeName() {
        int number = 1;
        while (tree.bus("pcie." + number) != null) {
            number++;
        }
        return "pcie." + number;
    }

    /** Ports are told apart by the numbers of chassis and slot. */
    private void requireFreeSlot(Property... wanted) throws PlugRefused {
        for (Plugged one : all) {
            boolean same = one.device() instanceof PcieRootPort && wanted.length > 0;
            for (Property property : wanted) {
                boolean number =
                        property.name().equals("chassis") || property.name().equals("slot");
                Property other = one.node().property(property.name());
                same &= !number || other != null && other.value().equals(property.value());
            }
            if (same) {
                throw new PlugRefused("Can't add chassis slot, error -16");
            }
        }
    }

    /** Sections of buses are told apart by numbers that are not used twice while one is there. */
    private int nextBusInstance() {
        int next = 1;
        for (VmState section : sections) {
            if (section instanceof PciBus) {
                next = Math.max(next, section.instanceId() + 1);
            }
        }
        return next;
    }

    /**
     * Adds a virtio device; it is the board's to close when this is not refused.
     *
     * @param type QEMU's name of the device behind the transport, such as {@code virtio-rng-device}
     * @param own what clients can get of it, by either name
     */
    public DeviceNode virtio(PciRequest request, String type, VirtioDevice device, List<Property> own)
            throws PlugRefused {
        boolean behindPort = places.find(request).port() != null;
        DeviceBus inside = new DeviceBus("virtio-bus", "virtio-pci-bus");
        DeviceNode node = device(
                request,
                new Maker() {
                    @Override
                    public PciDevice make(PciPlace place) {
                        return transport(place, device);
                    }
                },
                Property.choice("disable-legacy", "OnOffAuto", behindPort ? "on" : "off"),
                Property.bool("disable-modern", false),
                Property.bool("ioeventfd", true));
        tree.own(inside, new DeviceNode(type).unlisted(own), node.path() + "/virtio-backend");
        return node.unlisted(own).with(inside);
    }

    private VirtioPci transport(PciPlace place, VirtioDevice device) {
        VirtioPci.Place where =
                new VirtioPci.Place(place.path(), place.port() != null, board.messages(), board.doorbells());
        VirtioPci made = new VirtioPci(where, device, board.memory(), board.reporter());
        board.virtio().add(made.core());
        return made;
    }

    /**
     * Adds QEMU's {@code pvpanic-pci}.
     *
     * @param events those that a guest is told it may report
     */
    public DeviceNode panic(PciRequest request, int events) throws PlugRefused {
        Maker maker = new Maker() {
            @Override
            public PciDevice make(PciPlace place) {
                return new PvPanicPci(place.path(), new PvPanic(events, panics));
            }
        };
        return device(request, maker, Property.number("events", "uint8", events));
    }

    /** Adds any other device. */
    DeviceNode device(PciRequest request, Maker maker, Property... properties) throws PlugRefused {
        PciPlace place = places.find(request);
        PciDevice made = maker.make(place);
        sections.add(made);
        return add(request, made, place, properties);
    }

    private DeviceNode add(PciRequest request, PciDevice made, PciPlace place, Property... properties) {
        DeviceNode node = new DeviceNode(request.driver(), request.id());
        for (Property property : properties) {
            node.with(property);
        }
        node.with(Property.word("addr", "str", PciPlace.address(place.devfn())));
        node.after(new PciNotes(place, made.function()));
        made.function().name(node.id());
        made.reset();
        if (place.port() == null) {
            place.functions().add(place.devfn() >> 3, place.devfn() & 7, made.function());
        } else {
            place.port().plug(made.function(), request.hot());
        }
        tree.add(place.bus(), node);
        all.add(new Plugged(node, made, place));
        return node;
    }

    /** Whether a device has that user's name or QOM path and can be asked for by {@link #remove}. */
    public boolean has(String name) {
        return find(name) != null;
    }

    private Plugged find(String name) {
        DeviceNode node = tree.find(name);
        for (Plugged one : all) {
            if (one.node() == node) {
                return one;
            }
        }
        return null;
    }

    /**
     * Takes a device away: at once where the guest has no say, otherwise once it lets go.
     *
     * @return what is gone already, innermost first; empty when the guest was asked
     */
    public List<DeviceNode> remove(String name) throws PlugRefused {
        Plugged asked = find(name);
        if (asked == null) {
            throw new PlugRefused("Device '" + name + "' is not hotpluggable");
        }
        if (asked.place().port() == null) {
            return removeFromRoot(asked);
        }
        if (pending.contains(asked.node())) {
            throw new PlugRefused("Device " + asked.node().id() + " is already in the process of unplug");
        }
        return switch (asked.place().port().release()) {
            case GONE -> settle(asked);
            case BUSY -> throw new PlugRefused("Hot-unplug failed: guest is busy (power indicator blinking)");
            case ASKED -> {
                pending.add(asked.node());
                yield List.of();
            }
        };
    }

    private List<DeviceNode> removeFromRoot(Plugged asked) throws PlugRefused {
        for (DeviceBus bus : asked.node().buses()) {
            if (places.isPort(bus) && !bus.devices().isEmpty()) {
                throw new PlugRefused("Bus '" + bus.name() + "' is in use: take its device away first");
            }
        }
        asked.place().functions().remove(asked.place().devfn());
        return settle(asked);
    }

    /** The guest has let go what is behind the port of that section. What is gone, innermost first. */
    public List<DeviceNode> released(String port) {
        for (Plugged one : all) {
            PcieRootPort behind = one.place().port();
            if (behind != null
                    && behind.idstr().equals(port)
                    && behind.bus().at(one.place().devfn()) == null) {
                return settle(one);
            }
        }
        return List.of();
    }

    private List<DeviceNode> settle(Plugged gone) {
        all.remove(gone);
        pending.remove(gone.node());
        tree.remove(gone.node());
        sections.remove(gone.device());
        if (gone.device() instanceof PcieRootPort port) {
            sections.remove(port.bus());
            places.forget(port);
            ports--;
            close(port, port.idstr());
        } else if (gone.device() instanceof VirtioPci virtio) {
            board.virtio().remove(virtio.core());
            close(virtio, virtio.idstr());
        }
        List<DeviceNode> nodes = new ArrayList<>();
        for (DeviceBus bus : gone.node().buses()) {
            nodes.addAll(bus.devices());
        }
        nodes.add(gone.node());
        return nodes;
    }

    private void close(Closer.Resource gone, String name) {
        try {
            gone.close();
        } catch (IOException e) {
            board.reporter().warn(name + ": " + e.getMessage());
        }
    }

    /** Power-on state: what is in a slot first, so that the slot finds it as it is at power-on. */
    void reset() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).device().reset();
        }
    }
}
