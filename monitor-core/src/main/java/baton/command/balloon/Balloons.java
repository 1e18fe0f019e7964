package baton.command.balloon;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.device.virtio.balloon.VirtioBalloon;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import java.util.Map;

/** The machine's balloon, of which there is at most one. */
@MainLoopThread
public final class Balloons implements VirtioBalloon.Owner {
    private final EventSink events;
    private VirtioBalloon balloon;

    /** {@code events} are told of each change. */
    public Balloons(EventSink events) {
        this.events = events;
    }

    /** There is one now; false when there was one already, which stays. */
    public boolean add(VirtioBalloon made) {
        if (balloon != null) {
            return false;
        }
        balloon = made;
        return true;
    }

    @Override
    public void changed(long bytes) {
        events.event("BALLOON_CHANGE", Map.of("actual", bytes));
    }

    @Override
    public void closed(VirtioBalloon gone) {
        if (balloon == gone) {
            balloon = null;
        }
    }

    /** It. */
    VirtioBalloon require() throws QmpException {
        if (balloon == null) {
            throw new QmpException(ErrorClass.DEVICE_NOT_ACTIVE, "No balloon device has been activated");
        }
        return balloon;
    }

    /** Asks the guest to keep no more than {@code bytes}. */
    void target(long bytes) throws QmpException {
        VirtioBalloon found = require();
        if (bytes <= 0) {
            throw QmpException.generic("Parameter 'value' expects a size");
        }
        found.target(bytes);
    }
}
