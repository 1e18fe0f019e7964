package baton.cli.options;

/**
 * {@code -object rng-random} and {@code rng-builtin}: where random bytes come from.
 *
 * @param id unique among objects
 * @param typeName QEMU's type name
 * @param file what is read
 */
public record RngOptions(String id, String typeName, String file) implements ObjectOptions {}
