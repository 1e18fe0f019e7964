package baton.command.qom;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpMonitor;
import baton.monitor.qmp.Reply;
import java.util.Map;

/** Runs a QMP command that answers at once, for the human monitor's form of it. */
final class Answered implements Reply {
    private Object result;

    private Answered() {}

    static Object by(QmpCommand command, Map<String, Object> arguments) throws QmpException {
        Answered reply = new Answered();
        command.run(new ArgReader(arguments), reply);
        return reply.result;
    }

    @Override
    public void done(Object value) {
        result = value;
    }

    @Override
    public void fail(QmpException refusal) {
        throw new IllegalStateException("answers late", refusal);
    }

    @Override
    public QmpMonitor monitor() {
        throw new IllegalStateException("has no monitor");
    }
}
