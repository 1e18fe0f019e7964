package baton.monitor.hmp;

import java.util.Map;

/** Arguments of a command as {@link HmpParser} read them. Reading one that was left out is a fault in the command. */
public final class HmpArgs {
    private final Map<String, Object> values;

    /** Wraps values: String, Long or Boolean. */
    public HmpArgs(Map<String, Object> values) {
        this.values = values;
    }

    /** Whether the argument was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Text. */
    public String str(String name) {
        return (String) need(name);
    }

    /** Text, or {@code otherwise}, which may be null, when left out. */
    public String strOr(String name, String otherwise) {
        return has(name) ? str(name) : otherwise;
    }

    /** An integer. */
    public long integer(String name) {
        return (Long) need(name);
    }

    /** An integer, or {@code otherwise} when left out. */
    public long integerOr(String name, long otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    /** An on/off argument, or an option such as {@code -d}, which is false when left out. */
    public boolean flag(String name) {
        return has(name) && (Boolean) need(name);
    }

    private Object need(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("argument '" + name + "' was not given");
        }
        return value;
    }
}
