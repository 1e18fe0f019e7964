package baton.cli.help;

/** {@code -device help} and {@code -device NAME,help}. */
final class DeviceHelp {
    private DeviceHelp() {}

    static String list() {
        return "Input devices:\nname \"isa-serial\", bus ISA\n";
    }

    /** Of the one device there is. */
    static String properties(String name) {
        return new PropertyList(name)
                .add("baudbase=<uint32>", " (default: 115200)")
                .add("chardev=<str>", "ID of a chardev to use as a backend")
                .add("index=<uint32>", " (default: 4294967295)")
                .add("iobase=<uint32>", " (default: 4294967295)")
                .add("irq=<uint32>", " (default: 4294967295)")
                .add("wakeup=<bool>", "on/off (default: off)")
                .toString();
    }
}
