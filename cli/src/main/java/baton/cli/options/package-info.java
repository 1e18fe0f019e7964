/**
 * The QEMU command line: arguments in, one immutable {@link baton.cli.options.VmOptions} out, or an {@link
 * baton.cli.options.OptionException} in QEMU's words. Knows no machine and opens nothing but {@code -readconfig} files;
 * may use {@code baton.base}, {@code baton.migration.channel} and {@code baton.monitor.json}. On the start-up path: 0.3
 * ms for all of it. One thread.
 */
package baton.cli.options;
