package baton.device.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every section owes migration. A test implements the first two and gets the tests for free. */
public interface VmStateContract<D extends VmState> {
    /** One in power-on state; each is alike. */
    D fresh();

    /** Brings it, as a guest would, into the middle of an operation. */
    void disturb(D section) throws Exception;

    /** What was saved and loaded is saved again as the same bytes. */
    @Test
    default void saveLoadSave_isIdentity() throws Exception {
        D source = fresh();
        disturb(source);
        byte[] saved = Sections.save(source);
        D destination = fresh();

        Sections.load(destination, saved);

        assertArrayEquals(saved, Sections.walk(destination));
    }

    /** The state of the source is not that of an idle one, or the other tests would prove nothing. */
    @Test
    default void disturbance_showsInTheSavedState() throws Exception {
        D section = fresh();
        disturb(section);

        byte[] saved = Sections.save(section);

        assertFalse(Arrays.equals(Sections.save(fresh()), saved));
    }

    /** A state that ends too early is refused, wherever it ends; one without its last subsections is whole. */
    @Test
    default void truncatedState_isRefused() throws Exception {
        D source = fresh();
        disturb(source);
        byte[] saved = Sections.save(source);

        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            boolean beforeSubsection = saved[length] == 5 && loads(cut);
            if (!beforeSubsection) {
                assertThrows(VmStateException.class, () -> Sections.load(fresh(), cut));
            }
        }
    }

    private boolean loads(byte[] body) {
        try {
            Sections.load(fresh(), body);
            return true;
        } catch (VmStateException e) {
            return false;
        }
    }

    /** A damaged state is loaded or refused; nothing else comes of it, not even when it is used. */
    @Test
    default void damagedState_endsInNothingButVmStateException() throws Exception {
        D source = fresh();
        disturb(source);
        byte[] saved = Sections.save(source);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = saved.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            D destination = fresh();
            try {
                Sections.load(destination, damaged);
                destination.commit();
                Sections.save(destination);
            } catch (VmStateException e) {
                refused++;
            }
        }
        assertFalse(refused == 2000);
    }

    /** As is one of many that are bred by what they reach. */
    @Test
    default void bredStates_areLoadedOrRefused() throws Exception {
        D source = fresh();
        disturb(source);

        new BredStates<D>(this::fresh, Sections.save(source)).run();
    }
}
