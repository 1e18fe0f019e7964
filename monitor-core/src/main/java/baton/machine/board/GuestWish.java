package baton.machine.board;

/** What a guest may ask of its machine as a whole. */
public enum GuestWish {
    NOTHING,
    /** ACPI S3. */
    SLEEP,
    /** ACPI S5. */
    OFF,
    /** Triple fault, or a reset register. */
    RESET
}
