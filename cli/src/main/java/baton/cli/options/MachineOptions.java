package baton.cli.options;

/**
 * {@code -machine}.
 *
 * @param type which machine
 * @param microvm the parts a microvm may have; defaults for other machines
 * @param dumpGuestCore whether guest RAM goes into a core dump of this process
 * @param memMerge whether the kernel may merge equal pages (KSM)
 */
public record MachineOptions(MachineType type, MicrovmOptions microvm, boolean dumpGuestCore, boolean memMerge) {}
