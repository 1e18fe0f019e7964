package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;

/** Completion of paths and properties. */
final class QomWords {
    private QomWords() {}

    /** Paths for the first word, properties of it for the second. */
    static List<String> complete(ObjectModel model, List<String> words) {
        List<String> found = new ArrayList<>();
        if (words.size() == 1) {
            for (QomNode node : model.tree().all()) {
                found.add(node.path());
            }
            return found;
        }
        try {
            for (Property property :
                    model.tree().find(words.get(words.size() - 2)).properties()) {
                found.add(property.name());
            }
        } catch (QmpException e) {
            // No such object, so nothing to choose from.
            return List.of();
        }
        return found;
    }
}
