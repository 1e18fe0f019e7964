package baton.monitor.qmp;

import baton.monitor.QmpException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to one request, with the client's id. */
final class PendingReply implements Reply {
    /** Takes the finished answer. */
    interface Sink {
        /** {@code message} answers the request that {@code reply} belongs to. */
        void answer(PendingReply reply, Map<String, Object> message);
    }

    private final Object id;
    private final QmpMonitor monitor;
    private final Sink sink;
    private boolean answered;

    PendingReply(Object id, QmpMonitor monitor, Sink sink) {
        this.id = id;
        this.monitor = monitor;
        this.sink = sink;
    }

    boolean answered() {
        return answered;
    }

    @Override
    public void done(Object result) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("return", result);
        putId(message);
        answer(message);
    }

    @Override
    public void fail(QmpException refusal) {
        Map<String, Object> message = new LinkedHashMap<>();
        putId(message);
        message.putAll(error(refusal));
        answer(message);
    }

    /** The member {@code error} of an answer. */
    static Map<String, Object> error(QmpException refusal) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("class", refusal.errorClass().wireName());
        error.put("desc", refusal.getMessage());
        return Map.of("error", error);
    }

    @Override
    public QmpMonitor monitor() {
        return monitor;
    }

    private void putId(Map<String, Object> message) {
        if (id != QmpRequest.NO_ID) {
            message.put("id", id);
        }
    }

    private void answer(Map<String, Object> message) {
        if (answered) {
            throw new IllegalStateException("command answered twice");
        }
        answered = true;
        sink.answer(this, message);
    }
}
