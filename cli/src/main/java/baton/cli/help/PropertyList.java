package baton.cli.help;

/** The layout of a type's properties: name and type, padded to 25 columns, then a dash and the description. */
final class PropertyList {
    private final StringBuilder text = new StringBuilder();

    PropertyList(String type) {
        text.append(type).append(" options:\n");
    }

    /** Adds a property; an empty description leaves the dash out. */
    PropertyList add(String property, String description) {
        int start = text.length();
        text.append("  ").append(property);
        if (!description.isEmpty()) {
            while (text.length() - start < 24) {
                text.append(' ');
            }
            text.append(" - ").append(description);
        }
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
