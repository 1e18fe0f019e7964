package baton.monitor.qmp.schema;

import java.util.List;

/**
 * One member of an object.
 *
 * @param features words such as {@code deprecated} that the schema shows
 */
public record Member(String name, QapiType type, boolean optional, List<String> features) {}
