package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds objects by path: from the top, or by the end of a path that only one object has. */
final class QomTree {
    private static final int DEEPEST = 64;

    private final QomNode root;

    QomTree(QomNode root) {
        this.root = root;
    }

    /**
     * The object at {@code path}.
     *
     * @throws QmpException there is none, or more than one
     */
    QomNode find(String path) throws QmpException {
        List<String> names = names(path);
        if (path.startsWith("/")) {
            QomNode found = follow(root, names, 0);
            return found == null ? missing(path) : found;
        }
        List<QomNode> found = new ArrayList<>();
        collect(root, names, found);
        if (found.size() > 1) {
            throw QmpException.generic("Path '" + path + "' is ambiguous");
        }
        return found.isEmpty() ? missing(path) : found.get(0);
    }

    /** Every object, for whoever wants to look at all. */
    List<QomNode> all() {
        List<QomNode> all = new ArrayList<>();
        collect(root, List.of(), all);
        return all;
    }

    private static QomNode missing(String path) throws QmpException {
        throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + path + "' not found");
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at <= path.length(); ) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            if (end > at) {
                names.add(path.substring(at, end));
            }
            at = end + 1;
        }
        return names;
    }

    /** Goes down child by child, and along links. */
    private QomNode follow(QomNode from, List<String> names, int links) {
        QomNode at = from;
        for (String name : names) {
            QomNode next = at.child(name);
            at = next == null ? linked(at.property(name), links) : next;
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private QomNode linked(Property property, int links) {
        boolean link = property != null && property.type().startsWith("link<") && links < DEEPEST;
        String to = link ? (String) property.value() : "";
        return to.isEmpty() ? null : follow(root, names(to), links + 1);
    }

    private void collect(QomNode from, List<String> names, List<QomNode> found) {
        QomNode here = follow(from, names, 0);
        if (here != null && !found.contains(here)) {
            found.add(here);
        }
        for (Map.Entry<String, QomNode> child : from.children().entrySet()) {
            collect(child.getValue(), names, found);
        }
    }
}
