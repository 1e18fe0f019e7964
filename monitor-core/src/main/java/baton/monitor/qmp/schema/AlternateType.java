package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.List;
import java.util.function.Supplier;

/** One of several types told apart by their JSON type, such as {@code StrOrNull}. */
public final class AlternateType extends QapiType {
    private final String name;
    private final Supplier<List<QapiType>> branches;

    private AlternateType(String name, Supplier<List<QapiType>> branches) {
        this.name = name;
        this.branches = branches;
    }

    /** An alternate with QAPI's name; the branches' JSON types differ. */
    public static AlternateType of(String name, QapiType... branches) {
        List<QapiType> all = List.of(branches);
        return new AlternateType(name, new Supplier<>() {
            @Override
            public List<QapiType> get() {
                return all;
            }
        });
    }

    /** An alternate of types that have it in themselves, so that they are only known later. */
    public static AlternateType later(String name, Supplier<List<QapiType>> branches) {
        return new AlternateType(name, branches);
    }

    @Override
    public String name() {
        return name;
    }

    /** The types to choose from. */
    public List<QapiType> branches() {
        return branches.get();
    }

    @Override
    boolean accepts(Object value) {
        return branch(value) != null;
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        QapiType branch = branch(value);
        if (branch == null) {
            // Without the way to it, as in QEMU.
            throw QmpException.generic("Invalid parameter type for '" + at.last() + "', expected: " + name);
        }
        return branch.check(at, value);
    }

    private QapiType branch(Object value) {
        for (QapiType branch : branches()) {
            if (branch.accepts(value)) {
                return branch;
            }
        }
        return null;
    }
}
