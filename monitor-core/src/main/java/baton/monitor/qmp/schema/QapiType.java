package baton.monitor.qmp.schema;

import baton.monitor.QmpException;

/** A type of QEMU's interface language. */
public abstract sealed class QapiType permits Builtin, EnumType, ArrayType, ObjectType, AlternateType {
    /** QAPI's name of the type; empty for the arguments of a command. */
    public abstract String name();

    /**
     * Checks a value as QEMU's input visitor does and returns the form commands read: Long (unsigned types as bit
     * pattern), Double, Boolean, String, List, Map, null.
     *
     * @throws QmpException in QEMU's words, about the first thing wrong
     */
    abstract Object check(QapiPath at, Object value) throws QmpException;

    /** Whether the value has this type's JSON type; chooses the branch of an alternate. */
    abstract boolean accepts(Object value);

    static QmpException wrongType(QapiPath at, String expected) {
        return QmpException.generic("Invalid parameter type for '" + at.full() + "', expected: " + expected);
    }
}
