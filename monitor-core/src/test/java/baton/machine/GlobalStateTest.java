package baton.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.migration.vmstate.VmStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlobalStateTest implements VmStateContract<GlobalState> {
    @Override
    public GlobalState fresh() {
        GlobalState state = new GlobalState();
        state.remember(RunState.RUNNING, false);
        return state;
    }

    @Override
    public void disturb(GlobalState section) {
        section.remember(RunState.SUSPENDED, true);
    }

    @Test
    void sectionOfQemu_isSavedAgainAsTheSameBytes() throws Exception {
        for (String name : new String[] {"mv1-globalstate-0", "mv1-paused-globalstate-0"}) {
            byte[] body = Sections.golden(name);
            GlobalState state = new GlobalState();

            Sections.load(state, body);

            assertArrayEquals(body, Sections.walk(state));
        }
    }

    @Test
    void sectionOfASuspendedGuest_isQemus() throws Exception {
        GlobalState state = fresh();

        state.remember(RunState.SUSPENDED, false);

        assertArrayEquals(Sections.golden("10.0.2", "q35-suspended-globalstate-0"), Sections.save(state));
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void everyRunState_arrives(RunState sent) throws Exception {
        GlobalState source = new GlobalState();
        source.remember(sent, false);
        GlobalState destination = new GlobalState();

        Sections.load(destination, Sections.save(source));

        assertTrue(destination.received());
        assertEquals(sent, destination.state());
    }

    @Test
    void unknownRunState_isRefused() throws Exception {
        byte[] body = Sections.golden("mv1-globalstate-0");
        body[4] = 'x';

        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(new GlobalState(), body));

        assertTrue(e.getMessage().contains("xunning"), e.getMessage());
    }
}
