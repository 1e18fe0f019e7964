package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {
    /** A section that counts what is done with it. */
    private static final class Probe implements VmState {
        private int value = 7;
        private int fetched;
        private int validated;
        private int committed;

        @Override
        public String vmsd() {
            return "probe";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void saving() {
            fetched++;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            value = v.u32("value", value);
        }

        @Override
        public void loaded() {
            validated++;
        }

        @Override
        public void commit() {
            committed++;
        }
    }

    private final Probe probe = new Probe();
    private final TestVm vm = new TestVm("probe", List.of(probe));

    private byte[] state() throws VmStateException {
        StateWriter writer = new StateWriter();
        writer.save(probe);
        return writer.toByteArray();
    }

    @Test
    void save_fetchesAndChangesNothing() throws VmStateException {
        byte[] before = state();

        DryRun.save(vm);

        assertArrayEquals(before, state());
        assertEquals(0, probe.fetched + probe.committed);
    }
}
