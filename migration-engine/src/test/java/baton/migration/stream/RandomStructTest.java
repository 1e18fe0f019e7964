package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateDescriber;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.StateWriter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structs of random shape and contents: what is saved loads to the same. */
class RandomStructTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void savedStruct_loadsToTheSame(long seed) throws Exception {
        TableStruct filled = shape(new Random(seed), 3, "s").shuffle(new Random(-seed));
        TableStruct empty = shape(new Random(seed), 3, "s");
        StateWriter saved = new StateWriter();
        StateWriter again = new StateWriter();

        new StateDescriber(saved).save(filled);
        ArraySource source = new ArraySource(saved.toByteArray());
        new StateReader(source).load(empty, 1);
        again.save(empty);

        assertEquals(0, source.remaining());
        assertArrayEquals(saved.toByteArray(), again.toByteArray());
    }

    private static TableStruct shape(Random random, int depth, String name) {
        TableStruct struct = new TableStruct(name, 1);
        for (int field = random.nextInt(8); field >= 0; field--) {
            field(struct, random, depth, name + field);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            struct.sub(new TableStruct(name + "/" + i, i).u8("a").u64s("b", random.nextInt(4)));
        }
        return struct;
    }

    private static void field(TableStruct struct, Random random, int depth, String name) {
        int size = random.nextInt(300);
        long inner = random.nextLong();
        switch (random.nextInt(depth == 0 ? 8 : 11)) {
            case 0 -> struct.u8(name);
            case 1 -> struct.u16(name);
            case 2 -> struct.i32(name);
            case 3 -> struct.timer(name);
            case 4 -> struct.bool(name);
            case 5 -> struct.buffer(name, size);
            case 6 -> struct.unused(name, size);
            case 7 -> struct.u32s(name, size);
            case 8 -> struct.struct(name, shape(new Random(inner), depth - 1, name));
            case 9 -> struct.tmp(name, shape(new Random(inner), depth - 1, name));
            default -> struct.structs(name, size % 5, () -> shape(new Random(inner), depth - 1, name));
        }
    }
}
