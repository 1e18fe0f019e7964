package baton.cli.options;

/**
 * {@code -device virtserialport} and {@code virtconsole}.
 *
 * @param console whether it is a console
 * @param id the user's name, or null
 * @param chardev what it is connected to, or null
 * @param name how guests find it, or null
 * @param number which port of its device; -1 for the next free one
 * @param where the option, for errors
 */
public record SerialPortOptions(boolean console, String id, String chardev, String name, int number, String where) {
    /** The same with its place. */
    SerialPortOptions at(int port) {
        return new SerialPortOptions(console, id, chardev, name, port, where);
    }
}
