package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A list of values of one type. */
public final class ArrayType extends QapiType {
    private final Supplier<? extends QapiType> element;

    private ArrayType(Supplier<? extends QapiType> element) {
        this.element = element;
    }

    /** A list of {@code element}. */
    public static ArrayType of(QapiType element) {
        return new ArrayType(new Supplier<>() {
            @Override
            public QapiType get() {
                return element;
            }
        });
    }

    /** A list of a type that has such a list in itself, so that it is only known later. */
    public static ArrayType later(Supplier<? extends QapiType> element) {
        return new ArrayType(element);
    }

    @Override
    public String name() {
        return "[" + element().name() + "]";
    }

    /** The type of each element. */
    public QapiType element() {
        return element.get();
    }

    @Override
    boolean accepts(Object value) {
        return value instanceof List;
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        if (!(value instanceof List<?> list)) {
            throw wrongType(at, "array");
        }
        List<Object> checked = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            checked.add(element().check(at.element(i), list.get(i)));
        }
        return checked;
    }
}
