package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.List;

/** One of several types told apart by their JSON type, such as {@code StrOrNull}. */
public final class AlternateType extends QapiType {
    private final String name;
    private final List<QapiType> branches;

    private AlternateType(String name, List<QapiType> branches) {
        this.name = name;
        this.branches = branches;
    }

    /** An alternate with QAPI's name; the branches' JSON types differ. */
    public static AlternateType of(String name, QapiType... branches) {
        return new AlternateType(name, List.of(branches));
    }

    @Override
    public String name() {
        return name;
    }

    /** The types to choose from. */
    public List<QapiType> branches() {
        return branches;
    }

    @Override
    boolean accepts(Object value) {
        return branch(value) != null;
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        QapiType branch = branch(value);
        if (branch == null) {
            throw wrongType(at, name);
        }
        return branch.check(at, value);
    }

    private QapiType branch(Object value) {
        for (QapiType branch : branches) {
            if (branch.accepts(value)) {
                return branch;
            }
        }
        return null;
    }
}
