package baton.monitor.hmp;

/**
 * The declaration of one HMP command; kept in the command's own file.
 *
 * @param name the name and its aliases as help prints them: {@code cont|c}
 * @param argsType what follows, in QEMU's notation: {@code detach:-d,resume:-r,uri:s}; see {@link HmpParser}
 * @param params the arguments as help prints them
 * @param help what it does; may have more lines
 */
public record HmpSpec(String name, String argsType, String params, String help) {
    /** The first name. */
    public String firstName() {
        int bar = name.indexOf('|');
        return bar < 0 ? name : name.substring(0, bar);
    }
}
