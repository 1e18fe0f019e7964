package baton.cli.options;

/** One {@code -object}. */
public sealed interface ObjectOptions permits MemoryBackendOptions, SecretOptions {
    /** Unique among objects. */
    String id();

    /** QEMU's type name. */
    String typeName();
}
