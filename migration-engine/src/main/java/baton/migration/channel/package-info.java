/**
 * The pipes a migration flows through: addresses parsed once ({@link baton.migration.channel.ChannelAddress}), opened by
 * {@link baton.migration.channel.Channels}, and one class per kind of pipe. Uses native-shim and base. Opened on the main
 * loop, used on the migration thread.
 */
package baton.migration.channel;
