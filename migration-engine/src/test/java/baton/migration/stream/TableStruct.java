package baton.migration.stream;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A struct given as a table of fields, which holds whatever it was loaded with. */
final class TableStruct implements VmState {
    private interface Column {
        void visit(StateVisitor v) throws VmStateException;

        default void shuffle(Random random) {}
    }

    private final String vmsd;
    private final int version;
    private final List<Column> columns = new ArrayList<>();
    private final List<TableStruct> subsections = new ArrayList<>();
    private int instance;
    private int minimum;
    private int alias = -1;
    private boolean present;
    private String refusal;
    int loads;

    TableStruct(String vmsd, int version) {
        this.vmsd = vmsd;
        this.version = version;
        this.minimum = version;
    }

    TableStruct instance(int id) {
        instance = id;
        return this;
    }

    TableStruct minimum(int oldest) {
        minimum = oldest;
        return this;
    }

    TableStruct alias(int id) {
        alias = id;
        return this;
    }

    /** Makes {@link #loaded} refuse. */
    TableStruct refusing(String text) {
        refusal = text;
        return this;
    }

    TableStruct u8(String... names) {
        return ints(8, false, names);
    }

    TableStruct u16(String... names) {
        return ints(16, false, names);
    }

    TableStruct u32(String... names) {
        return ints(32, false, names);
    }

    TableStruct i32(String... names) {
        return ints(32, true, names);
    }

    TableStruct u64(String... names) {
        return longs("uint64", names);
    }

    TableStruct i64(String... names) {
        return longs("int64", names);
    }

    TableStruct timer(String... names) {
        return longs("timer", names);
    }

    TableStruct bool(String name) {
        columns.add(new Column() {
            private boolean value;

            @Override
            public void visit(StateVisitor v) throws VmStateException {
                value = v.bool(name, value);
            }

            @Override
            public void shuffle(Random random) {
                value = random.nextBoolean();
            }
        });
        return this;
    }

    TableStruct buffer(String name, int size) {
        byte[] value = new byte[size];
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.buffer(name, value);
            }

            @Override
            public void shuffle(Random random) {
                random.nextBytes(value);
            }
        });
        return this;
    }

    TableStruct u8s(String name, int count) {
        byte[] value = new byte[count];
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.u8s(name, value);
            }

            @Override
            public void shuffle(Random random) {
                random.nextBytes(value);
            }
        });
        return this;
    }

    TableStruct unused(String name, int size) {
        columns.add(v -> v.unused(name, size));
        return this;
    }

    TableStruct u32s(String name, int count) {
        int[] value = new int[count];
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.u32s(name, value);
            }

            @Override
            public void shuffle(Random random) {
                for (int i = 0; i < count; i++) {
                    value[i] = random.nextInt();
                }
            }
        });
        return this;
    }

    TableStruct u64s(String name, int count) {
        long[] value = new long[count];
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.u64s(name, value);
            }

            @Override
            public void shuffle(Random random) {
                for (int i = 0; i < count; i++) {
                    value[i] = random.nextLong();
                }
            }
        });
        return this;
    }

    TableStruct struct(String name, TableStruct inner) {
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.struct(name, inner);
            }

            @Override
            public void shuffle(Random random) {
                inner.shuffle(random);
            }
        });
        return this;
    }

    TableStruct tmp(String name, TableStruct inner) {
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.tmp(name, inner);
            }

            @Override
            public void shuffle(Random random) {
                inner.shuffle(random);
            }
        });
        return this;
    }

    TableStruct structs(String name, int count, Supplier<TableStruct> element) {
        TableStruct[] elements = new TableStruct[count];
        for (int i = 0; i < count; i++) {
            elements[i] = element.get();
        }
        columns.add(new Column() {
            @Override
            public void visit(StateVisitor v) throws VmStateException {
                v.structs(name, elements);
            }

            @Override
            public void shuffle(Random random) {
                for (TableStruct each : elements) {
                    each.shuffle(random);
                }
            }
        });
        return this;
    }

    TableStruct sub(TableStruct subsection) {
        subsections.add(subsection);
        return this;
    }

    /** Makes this, as a subsection, present when saving. */
    TableStruct present() {
        present = true;
        return this;
    }

    /** Fills every field and decides for every subsection at random. */
    TableStruct shuffle(Random random) {
        for (Column column : columns) {
            column.shuffle(random);
        }
        for (TableStruct subsection : subsections) {
            subsection.present = random.nextBoolean();
            subsection.shuffle(random);
        }
        return this;
    }

    @Override
    public String vmsd() {
        return vmsd;
    }

    @Override
    public int instanceId() {
        return instance;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int minimumVersion() {
        return minimum;
    }

    @Override
    public int aliasInstanceId() {
        return alias;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        fields(v);
        for (TableStruct subsection : subsections) {
            if (v.subsection(subsection.vmsd, subsection.version, subsection.present)) {
                subsection.present = true;
                subsection.fields(v);
            }
        }
    }

    @Override
    public void loaded() throws VmStateException {
        loads++;
        if (refusal != null) {
            throw VmStateException.corrupt(refusal);
        }
    }

    private void fields(StateVisitor v) throws VmStateException {
        for (Column column : columns) {
            column.visit(v);
        }
    }

    private TableStruct ints(int bits, boolean signed, String... names) {
        for (String name : names) {
            columns.add(new Column() {
                private int value;

                @Override
                public void visit(StateVisitor v) throws VmStateException {
                    if (bits == 8) {
                        value = v.u8(name, value);
                    } else if (bits == 16) {
                        value = v.u16(name, value);
                    } else {
                        value = signed ? v.i32(name, value) : v.u32(name, value);
                    }
                }

                @Override
                public void shuffle(Random random) {
                    value = random.nextInt() >>> 32 - bits;
                }
            });
        }
        return this;
    }

    private TableStruct longs(String type, String... names) {
        for (String name : names) {
            columns.add(new Column() {
                private long value;

                @Override
                public void visit(StateVisitor v) throws VmStateException {
                    value = switch (type) {
                        case "uint64" -> v.u64(name, value);
                        case "int64" -> v.i64(name, value);
                        default -> v.timer(name, value);
                    };
                }

                @Override
                public void shuffle(Random random) {
                    value = random.nextLong();
                }
            });
        }
        return this;
    }
}
