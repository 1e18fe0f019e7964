package baton.cli.options;

/**
 * One {@code -global}. Whether {@code migration} has the property, MigrationService.global says.
 *
 * @param driver class, such as {@code migration}
 * @param property such as {@code x-events}
 * @param value as written
 */
public record GlobalProperty(String driver, String property, String value) {}
