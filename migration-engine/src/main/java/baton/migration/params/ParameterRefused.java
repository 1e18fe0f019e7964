package baton.migration.params;

/** A parameter or capability that cannot be what was asked; nothing changed. The text is what the client reads. */
public final class ParameterRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public ParameterRefused(String text) {
        super(text);
    }

    static ParameterRefused expects(String name, String what) {
        return new ParameterRefused("Parameter '" + name + "' expects " + what);
    }

    static ParameterRefused type(String name, String type) {
        return new ParameterRefused("Invalid parameter type for '" + name + "', expected: " + type);
    }

    static ParameterRefused value(String name, String value) {
        return new ParameterRefused("Parameter '" + name + "' does not accept value '" + value + "'");
    }
}
