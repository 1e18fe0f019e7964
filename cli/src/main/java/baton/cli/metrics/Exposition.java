package baton.cli.metrics;

import java.nio.charset.StandardCharsets;

/** Text in the OpenMetrics exposition format 1.0. */
final class Exposition {
    private final StringBuilder text = new StringBuilder();
    private String family = "";

    /** Begins a family of samples: {@code gauge}, {@code counter} or {@code summary}. */
    Exposition family(String name, String type, String unit, String help) {
        family = name;
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (!unit.isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        return this;
    }

    /** One sample of the family; labels are name, value, name, value. */
    Exposition sample(String suffix, double value, String... labels) {
        text.append(family).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }

    /** The whole exposition. */
    byte[] bytes() {
        return (text + "# EOF\n").getBytes(StandardCharsets.UTF_8);
    }
}
