package baton.cli.options;

/** QEMU's three-valued switch. */
public enum OnOffAuto {
    /** Asked for. */
    ON,
    /** Asked not to be. */
    OFF,
    /** As the machine likes. */
    AUTO;

    /** The decision, given what the machine does by itself. */
    public boolean or(boolean whenAuto) {
        return this == AUTO ? whenAuto : this == ON;
    }
}
