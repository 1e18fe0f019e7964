package baton.command.qom;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.monitor.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code qom-get} of the human monitor: the value as JSON over lines. */
public final class QomGetLine implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("qom-get", "path:s,property:s", "path property", "print QOM property");

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomGetLine(ObjectModel model) {
        this.model = model;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        Object value =
                Answered.by(new QomGet(model), Map.of("path", args.str("path"), "property", args.str("property")));
        out.print(new String(JsonWriter.line(value, true), StandardCharsets.US_ASCII).replace("\r", ""));
    }

    @Override
    public List<String> complete(List<String> words) {
        return QomWords.complete(model, words);
    }
}
