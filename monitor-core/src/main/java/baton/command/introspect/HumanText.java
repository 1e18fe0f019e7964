package baton.command.introspect;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpRunner;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.CommonTypes;
import java.util.Map;

/** {@code x-query-*}: what a topic of {@code info} says, for programs that pass it on to people. */
public final class HumanText implements QmpCommand {
    private static final long ANY_CPU = -1;
    private static final String ERROR = "Error: ";

    private final CommandSpec spec;
    private final HmpRunner hmp;
    private final String topic;

    /** The command {@code name}, which says what {@code info TOPIC} does. */
    public HumanText(HmpRunner hmp, String name, String topic) {
        this.hmp = hmp;
        this.topic = topic;
        this.spec = CommandSpec.named(name, "Show what the human monitor's info " + topic + " does")
                .feature("unstable")
                .returns(CommonTypes.HUMAN_TEXT)
                .build();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String text = hmp.run("info " + topic, ANY_CPU, reply.monitor().fds()).replace("\r\n", "\n");
        if (text.startsWith(ERROR)) {
            throw QmpException.generic(text.substring(ERROR.length()).strip());
        }
        reply.done(Map.of("human-readable-text", text));
    }
}
