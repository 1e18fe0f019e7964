package baton.monitor.qmp.schema;

/**
 * The declaration of one QMP event.
 *
 * @param name the name on the wire
 * @param data what comes with it; {@link ObjectType#EMPTY} for nothing
 */
public record EventSpec(String name, ObjectType data) {}
