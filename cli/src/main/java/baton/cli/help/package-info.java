/**
 * The texts of {@code -help}, {@code -version} and of every {@code help} a value can be: Baton's own words in QEMU's
 * layout. Loaded only when asked for; uses {@code baton.cli.options}. One thread.
 */
package baton.cli.help;
