package baton.command.balloon;

import baton.device.virtio.balloon.VirtioBalloon;
import baton.machine.tree.Property;
import baton.machine.tree.PropertyRefused;
import java.util.List;

/** What {@code qom-get} and {@code qom-set} reach of a balloon. */
public final class BalloonProperties {
    private static final long MOST_SECONDS = 0xffffffffL;

    private BalloonProperties() {}

    /** Those of {@code balloon}. */
    public static List<Property> of(VirtioBalloon balloon) {
        return List.of(new Interval(balloon), new Stats(balloon));
    }

    private static final class Stats extends Property {
        private final VirtioBalloon balloon;

        Stats(VirtioBalloon balloon) {
            super("guest-stats", "guest statistics");
            this.balloon = balloon;
        }

        @Override
        public Object value() {
            return balloon.guestStats();
        }
    }

    private static final class Interval extends Property {
        private final VirtioBalloon balloon;

        Interval(VirtioBalloon balloon) {
            super("guest-stats-polling-interval", "int");
            this.balloon = balloon;
        }

        @Override
        public Object value() {
            return balloon.pollingInterval();
        }

        @Override
        public boolean set(Object value) throws PropertyRefused {
            if (!(value instanceof Long seconds)) {
                throw new PropertyRefused("Invalid parameter type for '" + name() + "', expected: integer");
            }
            if (seconds < 0) {
                throw new PropertyRefused("timer value must be greater than zero");
            }
            if (seconds > MOST_SECONDS) {
                throw new PropertyRefused("timer value is too big");
            }
            balloon.pollingInterval(seconds);
            return true;
        }
    }
}
