package baton.machine;

import baton.base.EventSink;
import baton.machine.tree.DeviceNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events and data of events that a machine sends. */
final class EventData {
    private EventData() {}

    /** Of SHUTDOWN and RESET: who wanted it, and QMP's word for why. */
    static Map<String, Object> cause(boolean byGuest, String reason) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("guest", byGuest);
        data.put("reason", reason);
        return data;
    }

    /** Sends DEVICE_DELETED for each. */
    static void deleted(List<DeviceNode> gone, EventSink events) {
        for (DeviceNode device : gone) {
            events.event("DEVICE_DELETED", device(device));
        }
    }

    private static Map<String, Object> device(DeviceNode device) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (!device.id().isEmpty()) {
            data.put("device", device.id());
        }
        data.put("path", device.path());
        return data;
    }
}
