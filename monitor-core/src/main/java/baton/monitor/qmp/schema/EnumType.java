package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.List;

/** A closed list of words. */
public final class EnumType extends QapiType {
    private final String name;
    private final List<String> values;

    private EnumType(String name, List<String> values) {
        this.name = name;
        this.values = values;
    }

    /** An enumeration with QAPI's name and its words in QAPI's order. */
    public static EnumType of(String name, String... values) {
        return new EnumType(name, List.of(values));
    }

    @Override
    public String name() {
        return name;
    }

    /** The words in order. */
    public List<String> values() {
        return values;
    }

    @Override
    boolean accepts(Object value) {
        return value instanceof String;
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        if (!(value instanceof String)) {
            throw wrongType(at, "string");
        }
        if (!values.contains(value)) {
            throw QmpException.generic("Parameter '" + at.last() + "' does not accept value '" + value + "'");
        }
        return value;
    }
}
