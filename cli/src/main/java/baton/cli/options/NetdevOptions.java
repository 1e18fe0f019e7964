package baton.cli.options;

import baton.net.NetdevConfig;

/**
 * One {@code -netdev}.
 *
 * @param config what it asks for
 * @param where the option and its argument, for errors
 */
public record NetdevOptions(NetdevConfig config, String where) {}
