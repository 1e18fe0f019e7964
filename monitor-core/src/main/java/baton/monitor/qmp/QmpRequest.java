package baton.monitor.qmp;

import baton.monitor.QmpException;
import java.util.Map;

/** One message of a client: a command to run, or what is wrong with it. */
final class QmpRequest {
    /** The reply carries the client's id; {@link #NO_ID} when it sent none. */
    static final Object NO_ID = new Object();

    private static final String EXECUTE = "execute";
    private static final String EXEC_OOB = "exec-oob";

    final Object id;
    final String command;
    final Map<String, Object> arguments;
    final boolean oob;
    /** Why it cannot run; null when it can. */
    final QmpException refusal;

    private QmpRequest(Map<String, Object> message, boolean oobAllowed) {
        QmpException wrong = null;
        id = message.containsKey("id") ? message.get("id") : NO_ID;
        oob = oobAllowed && message.containsKey(EXEC_OOB);
        try {
            check(message, oobAllowed);
        } catch (QmpException e) {
            wrong = e;
        }
        refusal = wrong;
        command = wrong == null ? (String) message.get(oob ? EXEC_OOB : EXECUTE) : null;
        arguments = wrong == null ? arguments(message) : Map.of();
    }

    private QmpRequest(QmpException refusal) {
        this.id = NO_ID;
        this.command = null;
        this.arguments = Map.of();
        this.oob = false;
        this.refusal = refusal;
    }

    /** A message that is JSON. */
    @SuppressWarnings("unchecked") // JsonReader's maps have String keys
    static QmpRequest of(Object message, boolean oobAllowed) {
        if (!(message instanceof Map)) {
            return bad("QMP input must be a JSON object");
        }
        return new QmpRequest((Map<String, Object>) message, oobAllowed);
    }

    /** Input that is no message at all. */
    static QmpRequest bad(String text) {
        return new QmpRequest(QmpException.generic(text));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(Map<String, Object> message) {
        Map<String, Object> arguments = (Map<String, Object>) message.get("arguments");
        return arguments == null ? Map.of() : arguments;
    }

    private static void check(Map<String, Object> message, boolean oobAllowed) throws QmpException {
        for (Map.Entry<String, Object> member : message.entrySet()) {
            String name = member.getKey();
            switch (name) {
                case EXECUTE -> need(member.getValue() instanceof String, name, "must be a string");
                case EXEC_OOB -> {
                    need(oobAllowed, name, "is unexpected");
                    need(member.getValue() instanceof String, name, "must be a string");
                }
                case "arguments" -> need(member.getValue() instanceof Map, name, "must be an object");
                case "id" -> {}
                default -> need(false, name, "is unexpected");
            }
        }
        boolean oob = message.containsKey(EXEC_OOB);
        need(!oob || !message.containsKey(EXECUTE), EXECUTE, "clashes with '" + EXEC_OOB + "'");
        if (!oob && !message.containsKey(EXECUTE)) {
            throw QmpException.generic("QMP input lacks member 'execute'");
        }
    }

    private static void need(boolean holds, String member, String otherwise) throws QmpException {
        if (!holds) {
            throw QmpException.generic("QMP input member '" + member + "' " + otherwise);
        }
    }
}
