package baton.monitor.qmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arguments of a command, already checked against its declaration. Reading one that was left out or is of another type is
 * a fault in the command. Unsigned 64-bit numbers are bit patterns.
 */
public final class ArgReader {
    private final Map<String, Object> members;

    /** Reads from members as {@code ObjectType.checkArguments} returns them. */
    public ArgReader(Map<String, Object> members) {
        this.members = members;
    }

    /** Whether the argument was given. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Text, or a word of an enumeration. */
    public String str(String name) {
        return (String) need(name);
    }

    /** Text, or {@code otherwise} when left out; {@code otherwise} may be null. */
    public String strOr(String name, String otherwise) {
        return has(name) ? str(name) : otherwise;
    }

    /** A truth value. */
    public boolean bool(String name) {
        return (Boolean) need(name);
    }

    /** A truth value, or {@code otherwise} when left out. */
    public boolean boolOr(String name, boolean otherwise) {
        return has(name) ? bool(name) : otherwise;
    }

    /** An integer of any width. */
    public long integer(String name) {
        return (Long) need(name);
    }

    /** An integer of any width, or {@code otherwise} when left out. */
    public long integerOr(String name, long otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    /** A number. */
    public double number(String name) {
        return (Double) need(name);
    }

    /** A list of texts or words. */
    public List<String> strings(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add((String) element);
        }
        return texts;
    }

    /** A list of objects. */
    public List<ArgReader> objects(String name) {
        List<ArgReader> objects = new ArrayList<>();
        for (Object element : list(name)) {
            objects.add(of(element));
        }
        return objects;
    }

    /** An object. */
    public ArgReader object(String name) {
        return of(need(name));
    }

    /** The plain value, null when it is null or was left out; for alternates and {@code any}. */
    public Object value(String name) {
        return members.get(name);
    }

    /** Everything that was given, in order. */
    public Map<String, Object> all() {
        return members;
    }

    private List<?> list(String name) {
        return (List<?>) need(name);
    }

    @SuppressWarnings("unchecked") // checked objects have String keys only
    private static ArgReader of(Object object) {
        return new ArgReader((Map<String, Object>) object);
    }

    private Object need(String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalStateException("argument '" + name + "' was not given or is null");
        }
        return value;
    }
}
