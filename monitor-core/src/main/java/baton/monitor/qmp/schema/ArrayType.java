package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;

/** A list of values of one type. */
public final class ArrayType extends QapiType {
    private final QapiType element;

    private ArrayType(QapiType element) {
        this.element = element;
    }

    /** A list of {@code element}. */
    public static ArrayType of(QapiType element) {
        return new ArrayType(element);
    }

    @Override
    public String name() {
        return "[" + element.name() + "]";
    }

    /** The type of each element. */
    public QapiType element() {
        return element;
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
            checked.add(element.check(at.element(i), list.get(i)));
        }
        return checked;
    }
}
