package baton.cli.options;

/**
 * One monitor.
 *
 * @param chardev id of its chardev
 * @param control QMP when true, the human monitor when false
 * @param pretty whether QMP is indented
 * @param where the option, for errors
 */
public record MonitorOptions(String chardev, boolean control, boolean pretty, String where) {}
