package baton.migration.params;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All migration parameters at one moment. Immutable; every change is checked as QEMU 10.2 checks it. */
public final class MigrationParameters {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private static final long CPR_TIMEOUT_MILLIS = 30_000;

    private final Object[] values;

    private MigrationParameters(Object[] values) {
        this.values = values;
    }

    /** What a new process starts with. */
    public static MigrationParameters defaults() {
        Object[] values = new Object[Parameter.values().length];
        for (Parameter p : Parameter.values()) {
            values[p.ordinal()] = p.initial();
        }
        return new MigrationParameters(values);
    }

    /**
     * {@code migrate-set-parameters}: all of the given members, or none.
     *
     * @param changes JSON values by parameter name: String, Boolean, Long, BigInteger, List or null
     */
    public MigrationParameters with(Map<String, ?> changes) throws ParameterRefused {
        MigrationParameters next = new MigrationParameters(values.clone());
        for (Parameter p : Parameter.values()) {
            if (changes.containsKey(p.wireName())) {
                next.values[p.ordinal()] = p.type().fromQmp(p, changes.get(p.wireName()));
            }
        }
        for (String name : changes.keySet()) {
            if (Parameter.named(name) == null) {
                throw new ParameterRefused("Parameter '" + name + "' is unexpected");
            }
        }
        for (Parameter p : Parameter.values()) {
            if (changes.containsKey(p.wireName())) {
                ParameterChecks.check(p, next);
            }
        }
        return next;
    }

    /** {@code migrate_set_parameter NAME TEXT}: the text is the rest of the line, in HMP's units. */
    public MigrationParameters withText(String name, String text) throws ParameterRefused {
        Parameter p = Parameter.named(name);
        if (p == null) {
            throw new ParameterRefused("invalid parameter value: " + name);
        }
        MigrationParameters next = new MigrationParameters(values.clone());
        next.values[p.ordinal()] = p.type().fromText(p, text);
        ParameterChecks.check(p, next);
        return next;
    }

    /** The mode the next migration uses. */
    public MigMode mode() {
        return MigMode.named(text(Parameter.MODE));
    }

    /** Bytes per second for RAM; 0 is no limit; an unsigned bit pattern. */
    public long maxBandwidth() {
        return number(Parameter.MAX_BANDWIDTH);
    }

    /** Milliseconds. */
    public long downtimeLimit() {
        return number(Parameter.DOWNTIME_LIMIT);
    }

    /** Program and arguments of cpr-exec; empty when not set. */
    public List<String> cprExecCommand() {
        List<String> words = new ArrayList<>();
        for (Object word : (List<?>) values[Parameter.CPR_EXEC_COMMAND.ordinal()]) {
            words.add((String) word);
        }
        return words;
    }

    /** Milliseconds to wait for the new process of a cpr mode; 0 is for ever. */
    public long cprTimeout() {
        Object value = values[Parameter.X_CPR_TIMEOUT.ordinal()];
        return value == null ? CPR_TIMEOUT_MILLIS : (Long) value;
    }

    /** {@code query-migrate-parameters}: JSON values in QAPI order, absent ones left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Parameter p : Parameter.values()) {
            Object value = values[p.ordinal()];
            if (value instanceof Long n && n < 0) {
                map.put(p.wireName(), BigInteger.valueOf(n).add(TWO_64));
            } else if (value != null) {
                map.put(p.wireName(), value);
            }
        }
        return map;
    }

    /** {@code info migrate_parameters}: one line each, without line ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Parameter p : Parameter.values()) {
            if (p.unit() != null) {
                lines.add(p.wireName() + ":" + lead(p) + shown(p) + p.unit());
            } else if (p == Parameter.BLOCK_BITMAP_MAPPING && values[p.ordinal()] != null) {
                lines.add("block-bitmap-mapping:");
            }
        }
        return lines;
    }

    private static String lead(Parameter p) {
        return p == Parameter.CPR_EXEC_COMMAND ? "" : " ";
    }

    /** The value as {@code info migrate_parameters} prints it, without unit. */
    String shown(Parameter p) {
        Object value = values[p.ordinal()];
        return switch (p.type()) {
            case UINT8, UINT32, SIZE, BANDWIDTH -> Long.toUnsignedString((Long) value);
            case BOOL -> (Boolean) value ? "on" : "off";
            case ENUM -> (String) value;
            case STR_OR_NULL -> "'" + value + "'";
            case WORDS -> words((List<?>) value);
            case BITMAPS -> "";
        };
    }

    private static String words(List<?> words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(' ').append(word);
        }
        return line.toString();
    }

    /** The value of an integer parameter, an unsigned bit pattern. */
    public long number(Parameter p) {
        return (Long) values[p.ordinal()];
    }

    /** The value of a parameter that is on or off. */
    public boolean flag(Parameter p) {
        return (Boolean) values[p.ordinal()];
    }

    /** The value of a parameter that is text or one of its choices. */
    public String text(Parameter p) {
        return (String) values[p.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationParameters p && Arrays.equals(values, p.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
