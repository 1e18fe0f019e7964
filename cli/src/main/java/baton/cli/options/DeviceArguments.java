package baton.cli.options;

/** The properties of a device: as they are given, but what nobody reads is refused in QEMU's words for devices. */
final class DeviceArguments implements Arguments {
    private final Arguments given;
    private final String driver;

    DeviceArguments(Arguments given, String driver) {
        this.given = given;
        this.driver = driver;
    }

    @Override
    public void finish() throws OptionException {
        if (unread() != null) {
            throw error("Property '" + driver + "." + unread() + "' not found");
        }
    }

    @Override
    public String where() {
        return given.where();
    }

    @Override
    public boolean has(String key) {
        return given.has(key);
    }

    @Override
    public String string(String key, String fallback) throws OptionException {
        return given.string(key, fallback);
    }

    @Override
    public boolean bool(String key, boolean fallback) throws OptionException {
        return given.bool(key, fallback);
    }

    @Override
    public long size(String key, long fallback) throws OptionException {
        return given.size(key, fallback);
    }

    @Override
    public long number(String key, long fallback) throws OptionException {
        return given.number(key, fallback);
    }

    @Override
    public int[] numbers(String key) throws OptionException {
        return given.numbers(key);
    }

    @Override
    public String unread() {
        return given.unread();
    }

    /** Whether values are written as text, so that a number may have a prefix. */
    boolean isText() {
        return given instanceof TextArguments;
    }
}
