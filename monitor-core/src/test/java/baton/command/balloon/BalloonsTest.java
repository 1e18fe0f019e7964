package baton.command.balloon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.virtio.balloon.VirtioBalloon;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.MmioDriver;
import baton.machine.tree.Property;
import baton.machine.tree.PropertyRefused;
import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalloonsTest {
    private static final long RAM = 64L << 20;

    private final List<String> events = new ArrayList<>();
    private final Balloons balloons = new Balloons((name, data) -> events.add(name + " " + data));

    private VirtioBalloon made() {
        VirtioBalloon balloon = new VirtioBalloon(RAM, false, null, balloons);
        new MmioDriver(balloon, false, new FakeRam(0x10000));
        return balloon;
    }

    @Test
    void onlyOne_untilItIsTakenAway() throws QmpException {
        VirtioBalloon first = made();
        assertTrue(balloons.add(first));
        assertFalse(balloons.add(made()));
        assertEquals(first, balloons.require());
        first.close();
        assertThrows(QmpException.class, balloons::require);
        assertTrue(balloons.add(made()));
    }

    @Test
    void target_isASize() throws QmpException {
        balloons.add(made());
        QmpException e = assertThrows(QmpException.class, () -> balloons.target(0));
        assertEquals("Parameter 'value' expects a size", e.getMessage());
    }

    @Test
    void change_isAnEvent() {
        balloons.changed(4096);
        assertEquals("[BALLOON_CHANGE {actual=4096}]", events.toString());
    }

    @Test
    void pollingInterval_isSetInSeconds() throws PropertyRefused {
        Property interval = BalloonProperties.of(made()).get(0);
        assertEquals("guest-stats-polling-interval", interval.name());
        assertTrue(interval.set(4294967295L));
        assertEquals(4294967295L, interval.value());
        assertEquals("timer value must be greater than zero", refused(interval, -1L));
        assertEquals("timer value is too big", refused(interval, 4294967296L));
        assertEquals(
                "Invalid parameter type for 'guest-stats-polling-interval', expected: integer", refused(interval, "x"));
    }

    private static String refused(Property property, Object value) {
        return assertThrows(PropertyRefused.class, () -> property.set(value)).getMessage();
    }

    @Test
    void statistics_areThereBeforeADriver() throws PropertyRefused {
        Property stats = BalloonProperties.of(made()).get(1);
        Map<?, ?> shown = (Map<?, ?>) stats.value();
        assertEquals(0L, shown.get("last-update"));
        assertFalse(stats.set(1L), "they are the guest's");
    }
}
