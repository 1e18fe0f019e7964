package baton.command.qom;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code info qom-tree}: the objects below one, by name. */
public final class InfoQomTree implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("qom-tree", "path:s?", "[path]", "show QOM composition tree");

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public InfoQomTree(ObjectModel model) {
        this.model = model;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        String path = args.strOr("path", "/machine");
        try {
            QomNode top = model.tree().find(path);
            String name = top.path().substring(top.path().lastIndexOf('/'));
            StringBuilder text = new StringBuilder();
            print(text, "", name, top);
            out.print(text.toString());
        } catch (QmpException e) {
            out.print("Path '" + path + "' could not be resolved.\n");
        }
    }

    private static void print(StringBuilder text, String indent, String name, QomNode node) {
        text.append(indent).append(name).append(" (").append(node.type()).append(")\n");
        for (Map.Entry<String, QomNode> child : new TreeMap<>(node.children()).entrySet()) {
            print(text, indent + "  ", "/" + child.getKey(), child.getValue());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() > 1 ? List.of() : QomWords.complete(model, words);
    }
}
