package baton.cli.options;

/** One {@code -object}. */
public sealed interface ObjectOptions permits MemoryBackendOptions, SecretOptions, RngOptions, IoThreadOptions {
    /** Unique among objects. */
    String id();

    /** QEMU's type name. */
    String typeName();
}
