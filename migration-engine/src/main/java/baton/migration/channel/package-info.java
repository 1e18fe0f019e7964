/** The pipes a migration flows through: addresses parsed once, and one class per transport. Uses native-shim. */
package baton.migration.channel;
