package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code qom-list} of the human monitor. */
public final class QomListLine implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("qom-list", "path:s?", "path", "list QOM properties");

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomListLine(ObjectModel model) {
        this.model = model;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (!args.has("path")) {
            out.print("/\n");
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Property property : model.tree().find(args.str("path")).properties()) {
            text.append(property.name()).append(" (").append(property.type()).append(")\n");
        }
        out.print(text.toString());
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() > 1 ? List.of() : QomWords.complete(model, words);
    }
}
