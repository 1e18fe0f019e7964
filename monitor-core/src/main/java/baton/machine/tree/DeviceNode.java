package baton.machine.tree;

import baton.base.MainLoopThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A device: what it is, its properties, the buses it makes. Put together first, then given its place in a tree. */
@MainLoopThread
public final class DeviceNode {
    /** What a device says of itself besides properties; asked each time. */
    public interface Notes {
        /** Lines of {@code info qtree}. */
        List<String> lines();
    }

    private static final Notes NONE = new Notes() {
        @Override
        public List<String> lines() {
            return List.of();
        }
    };

    private final String type;
    private final String id;
    private final List<Property> properties = new ArrayList<>();
    private final List<Property> unlisted = new ArrayList<>();
    private final List<DeviceBus> buses = new ArrayList<>();
    private Notes before = NONE;
    private Notes notes = NONE;
    private DeviceBus parent;
    private String path = "";

    /** A device without a user's name. {@code type} is QEMU's. */
    public DeviceNode(String type) {
        this(type, "");
    }

    /** A device with the name a user gave it, or the empty one. */
    public DeviceNode(String type, String id) {
        this.type = type;
        this.id = id == null ? "" : id;
    }

    /** Adds a property. */
    public DeviceNode with(Property property) {
        properties.add(property);
        return this;
    }

    /** Adds properties that clients can get and {@code info qtree} does not show. */
    public DeviceNode unlisted(List<Property> more) {
        unlisted.addAll(more);
        return this;
    }

    /** Has these lines shown ahead of the properties. */
    public DeviceNode before(String... lines) {
        before = fixed(lines);
        return this;
    }

    /** Has these lines shown after the properties. */
    public DeviceNode after(String... lines) {
        notes = fixed(lines);
        return this;
    }

    /** Has these lines shown after the properties, asked for each time. */
    public DeviceNode after(Notes lines) {
        notes = lines;
        return this;
    }

    /** Adds a bus that it makes. */
    public DeviceNode with(DeviceBus bus) {
        buses.add(bus);
        return this;
    }

    private static Notes fixed(String... lines) {
        List<String> all = List.of(lines);
        return new Notes() {
            @Override
            public List<String> lines() {
                return all;
            }
        };
    }

    /** QEMU's type name. */
    public String type() {
        return type;
    }

    /** The user's name for it, empty without one. */
    public String id() {
        return id;
    }

    /** Where it is in QOM, such as {@code /machine/peripheral/rp1}; empty before it has a place. */
    public String path() {
        return path;
    }

    /** The bus it is on; null before it has a place. */
    public DeviceBus parent() {
        return parent;
    }

    /** Its properties, in QEMU's order, those that are not listed last. */
    public List<Property> properties() {
        List<Property> all = new ArrayList<>(properties);
        all.addAll(unlisted);
        return all;
    }

    /** The property of that name, or null. */
    public Property property(String name) {
        for (Property property : properties()) {
            if (property.name().equals(name)) {
                return property;
            }
        }
        return null;
    }

    /** The buses it makes. */
    public List<DeviceBus> buses() {
        return Collections.unmodifiableList(buses);
    }

    /** Everything {@code info qtree} shows of it, a line each. */
    public List<String> lines() {
        List<String> all = new ArrayList<>(before.lines());
        for (Property property : properties) {
            all.add(property.name() + " = " + property.shown());
        }
        all.addAll(notes.lines());
        return all;
    }

    void place(DeviceBus bus, String at) {
        parent = bus;
        path = at;
    }
}
