package baton.cli.manual;

import java.util.Locale;

/** Text of a manual page (man(7)). */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** Begins page {@code name}(1). */
    Roff(String name, String line) {
        text.append(".TH ").append(upper(name)).append(" 1 \"\" Baton \"Baton manual\"\n");
        section("NAME").text(name + " - " + line);
    }

    /** A heading. */
    Roff section(String title) {
        text.append(".SH ").append(upper(title)).append('\n');
        return this;
    }

    /** A heading below that. */
    Roff subsection(String title) {
        text.append(".SS ").append(escaped(title)).append('\n');
        return this;
    }

    /** A paragraph. */
    Roff text(String paragraph) {
        if (!paragraph.isBlank()) {
            text.append(".PP\n").append(escaped(paragraph)).append('\n');
        }
        return this;
    }

    /** A line in bold. */
    Roff synopsis(String line) {
        text.append(".PP\n\\fB").append(escaped(line)).append("\\fR\n");
        return this;
    }

    /** A term and what it means. */
    Roff item(String term, String meaning) {
        text.append(".TP\n\\fB")
                .append(escaped(term))
                .append("\\fR\n")
                .append(escaped(meaning))
                .append('\n');
        return this;
    }

    private static String escaped(String plain) {
        String safe = plain.strip().replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }

    private static String upper(String plain) {
        return plain.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
