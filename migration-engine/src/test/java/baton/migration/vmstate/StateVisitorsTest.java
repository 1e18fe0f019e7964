package baton.migration.vmstate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The three walks over one struct: save, load, describe. */
class StateVisitorsTest {
    /** A struct whose only field is one byte, with a subsection that appears above ten. */
    private static final class Leaf implements Struct {
        int value;
        int extra;
        boolean sawSubsection;

        Leaf(int value) {
            this.value = value;
        }

        @Override
        public String vmsd() {
            return "leaf";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            value = v.u8("value", value);
            if (v.subsection("leaf/extra", 2, value > 10)) {
                sawSubsection = true;
                extra = v.u16("extra", extra);
            }
        }
    }

    /** Two leaves around a name that occurs twice. */
    private static final class Tree implements Struct {
        final Leaf[] leaves;
        int first = 1;
        int second = 2;

        Tree(Leaf... leaves) {
            this.leaves = leaves;
        }

        @Override
        public String vmsd() {
            return "tree";
        }

        @Override
        public int version() {
            return 5;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            first = v.u8("same", first);
            v.structs("leaves", leaves);
            second = v.u8("same", second);
        }
    }

    @Test
    void integersOfEveryWidth_areBigEndian() throws VmStateException {
        StateWriter out = new StateWriter();

        out.u8("", 0x101);
        out.u16("", 0x10203);
        out.u32("", 0x01020304);
        out.u64("", 0x0102030405060708L);
        out.bool("", true);
        out.timer("", -1);
        out.unused("", 2);
        out.strings("", "", new String[] {"ab"});

        assertArrayEquals(
                new byte[] {
                    1, 2, 3, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 2, 'a', 'b'
                },
                out.toByteArray());
    }

    @Test
    void subsections_belongToTheirElement() throws VmStateException {
        Leaf with = new Leaf(11);
        with.extra = 0x1234;
        Tree loaded = new Tree(new Leaf(0), new Leaf(0), new Leaf(0));

        byte[] bytes = save(new Tree(new Leaf(1), with, new Leaf(3)));
        ArraySource source = new ArraySource(bytes);
        new StateReader(source).load(loaded, 5);

        assertFalse(loaded.leaves[0].sawSubsection);
        assertTrue(loaded.leaves[1].sawSubsection);
        assertEquals(0x1234, loaded.leaves[1].extra);
        assertEquals(3, loaded.leaves[2].value);
        assertEquals(0, source.remaining());
    }

    @Test
    void subsectionOfAnotherStruct_isLeftAlone() throws VmStateException {
        ArraySource source = new ArraySource(new byte[] {1, 5, 6, 'o', 't', 'h', 'e', 'r', 's', 0, 0, 0, 1});

        new StateReader(source).load(new Leaf(0), 1);

        assertEquals(12, source.remaining());
    }

    @Test
    void byteFiveThatIsNoSubsection_isLeftAlone() throws VmStateException {
        ArraySource tooShort = new ArraySource(new byte[] {1, 5, 4, 'l', 'e', 'a', 'f'});
        ArraySource atTheEnd = new ArraySource(new byte[] {1, 5});

        new StateReader(tooShort).load(new Leaf(0), 1);
        new StateReader(atTheEnd).load(new Leaf(0), 1);

        assertEquals(6, tooShort.remaining());
        assertEquals(1, atTheEnd.remaining());
    }

    @Test
    void unknownSubsectionInAnElement_saysWhere() throws VmStateException {
        StateWriter out = new StateWriter();
        out.u8("", 1);
        out.u8("", 1);
        out.subsection("leaf/none", 1, true);

        VmStateException e =
                assertThrows(VmStateException.class, () -> new StateReader(new ArraySource(out.toByteArray()))
                        .load(new Tree(new Leaf(0)), 5));

        assertEquals(
                "Failed to load element of type struct for leaves: -2: VM subsection 'leaf/none' in 'leaf' does not exist",
                e.getMessage());
        assertEquals(VmStateException.Reason.UNKNOWN_SECTION, e.reason());
    }

    @Test
    void truncatedStruct_saysWhere() throws VmStateException {
        VmStateException e = assertThrows(VmStateException.class, () -> new StateReader(new ArraySource(new byte[] {1}))
                .load(new Tree(new Leaf(0)), 5));

        assertEquals(
                "Failed to load element of type struct for leaves: -5: Failed to load leaf state: stream error: -5",
                e.getMessage());
        assertEquals(VmStateException.EIO, e.errno());
    }

    @Test
    void elementsWithSubsections_areDescribedOneByOne() throws VmStateException {
        String leaf = "\"type\": \"struct\", \"struct\": {\"vmsd_name\": \"leaf\", \"version\": 1, \"fields\": "
                + "[{\"name\": \"value\", \"type\": \"uint8\", \"size\": 1}]";
        String extra = ", \"subsections\": [{\"vmsd_name\": \"leaf/extra\", \"version\": 2, \"fields\": "
                + "[{\"name\": \"extra\", \"type\": \"uint16\", \"size\": 2}]}]";

        String text = new StateDescriber(new StateWriter()).save(new Tree(new Leaf(1), new Leaf(11)));

        assertEquals(
                "\"vmsd_name\": \"tree\", \"version\": 5, \"fields\": ["
                        + "{\"name\": \"same[0]\", \"type\": \"uint8\", \"size\": 1}, "
                        + "{\"name\": \"leaves\", \"index\": 0, " + leaf + "}, \"size\": 1}, "
                        + "{\"name\": \"leaves\", " + leaf + extra + "}, \"size\": 19}, "
                        + "{\"name\": \"same[1]\", \"type\": \"uint8\", \"size\": 1}]",
                text);
    }

    @Test
    void describing_savesTheSameBytes() throws VmStateException {
        StateWriter out = new StateWriter();
        Tree tree = new Tree(new Leaf(1), new Leaf(11));

        new StateDescriber(out).save(tree);

        assertArrayEquals(save(tree), out.toByteArray());
    }

    private static byte[] save(Struct struct) throws VmStateException {
        StateWriter out = new StateWriter();
        out.save(struct);
        return out.toByteArray();
    }

    @Test
    void singleByteWhereTheArrayGrows_isKept() throws VmStateException {
        StateWriter writer = new StateWriter();
        writer.buffer("full", new byte[4096]);

        writer.u8("more", 7);

        assertEquals(7, writer.toByteArray()[4096]);
    }
}
