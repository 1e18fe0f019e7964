package baton.command.qom;

import baton.machine.tree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One object: its type, properties and children. What is in it is only asked for when somebody looks. */
final class QomNode {
    /** Puts properties and children into a node. */
    interface Contents {
        /** Called once, when somebody looks. */
        void fill(QomNode node);
    }

    /** Says of a property that it cannot be changed, and why. */
    enum Refusal {
        /** Nobody may. */
        NOT_WRITABLE,
        /** A device is as it was made. */
        REALIZED,
        /** A memory backend is as it was made. */
        IN_USE
    }

    static final Contents EMPTY = new Contents() {
        @Override
        public void fill(QomNode node) {}
    };

    private final String path;
    private final String type;
    private final Contents contents;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, QomNode> children = new LinkedHashMap<>();
    private Refusal refusal = Refusal.NOT_WRITABLE;
    private boolean filled;

    private QomNode(String path, String type, Contents contents) {
        this.path = path;
        this.type = type;
        this.contents = contents;
    }

    /** The top of a tree. */
    static QomNode root(Contents contents) {
        return new QomNode("", "container", contents);
    }

    /** Adds a child and returns it. */
    QomNode child(String name, String childType, Contents inside) {
        QomNode child = new QomNode(path + "/" + name, childType, inside);
        children.put(name, child);
        return child;
    }

    /** Adds a child that only has others below it. */
    QomNode container(String name, Contents inside) {
        return child(name, "container", inside);
    }

    /** Adds a property. */
    void add(Property property) {
        properties.put(property.name(), property);
    }

    /** Adds a property that names another object; {@code to} is its path, empty for none. */
    void link(String name, String toType, String to) {
        add(Property.word(name, "link<" + toType + ">", to));
    }

    /** Adds what every device has. */
    void device(String bus, boolean hotpluggable) {
        link("parent_bus", "bus", bus);
        add(Property.bool("realized", true));
        add(Property.bool("hotplugged", false));
        add(Property.bool("hotpluggable", hotpluggable));
        refusal = Refusal.REALIZED;
    }

    /** Says why its properties cannot be changed. */
    void refuse(Refusal why) {
        refusal = why;
    }

    String path() {
        return path.isEmpty() ? "/" : path;
    }

    String type() {
        return type;
    }

    /** Its own name, or empty for one without a user's name. */
    String shortName() {
        int slash = path.lastIndexOf('/');
        return path.startsWith("/machine/peripheral/") ? path.substring(slash + 1) : "";
    }

    /** Why its properties cannot be changed. */
    Refusal refusal() {
        return filled().refusal;
    }

    /** The child of that name, or null. */
    QomNode child(String name) {
        return filled().children.get(name);
    }

    /** Its children by name. */
    Map<String, QomNode> children() {
        return filled().children;
    }

    /** The property of that name, children not among them; or null. */
    Property property(String name) {
        return filled().properties.get(name);
    }

    /** All properties, {@code type} first, children last. */
    List<Property> properties() {
        filled();
        List<Property> all = new ArrayList<>(properties.values());
        for (Map.Entry<String, QomNode> child : children.entrySet()) {
            QomNode node = child.getValue();
            all.add(Property.word(child.getKey(), "child<" + node.type + ">", node.path));
        }
        return all;
    }

    private QomNode filled() {
        if (!filled) {
            filled = true;
            add(Property.word("type", "string", type));
            contents.fill(this);
        }
        return this;
    }
}
