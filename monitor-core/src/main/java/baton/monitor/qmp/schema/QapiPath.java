package baton.monitor.qmp.schema;

/** Where in the arguments a value stands; only built into text when something is wrong with it. */
final class QapiPath {
    /** The arguments as a whole. */
    static final QapiPath ROOT = new QapiPath(null, null, -1);

    private final QapiPath parent;
    private final String name;
    private final int index;

    private QapiPath(QapiPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    QapiPath member(String member) {
        return new QapiPath(this, member, -1);
    }

    QapiPath element(int at) {
        return new QapiPath(this, null, at);
    }

    /** As in {@code channels[0].addr.offset}. */
    String full() {
        if (parent == null) {
            return "";
        }
        String before = parent.full();
        if (name == null) {
            return before + "[" + index + "]";
        }
        return before.isEmpty() ? name : before + "." + name;
    }

    /** The last name; QEMU says {@code null} for an element of a list. */
    String last() {
        return String.valueOf(name);
    }
}
