package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A closed list of words. */
public final class EnumType extends QapiType {
    private final String name;
    private final List<String> values;

    private final Map<String, List<String>> features;

    private EnumType(String name, List<String> values, Map<String, List<String>> features) {
        this.name = name;
        this.values = values;
        this.features = features;
    }

    /** An enumeration with QAPI's name and its words in QAPI's order. */
    public static EnumType of(String name, String... values) {
        return new EnumType(name, List.of(values), Map.of());
    }

    /** The same enumeration, one word marked in the schema by {@code feature}, such as {@code unstable}. */
    public EnumType marked(String word, String feature) {
        Map<String, List<String>> more = new HashMap<>(features);
        more.put(word, List.of(feature));
        return new EnumType(name, values, more);
    }

    @Override
    public String name() {
        return name;
    }

    /** The words in order. */
    public List<String> values() {
        return values;
    }

    /** What marks {@code word} in the schema; empty for most. */
    List<String> features(String word) {
        return features.getOrDefault(word, List.of());
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
