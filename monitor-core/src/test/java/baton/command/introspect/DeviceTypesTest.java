package baton.command.introspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DeviceTypesTest {
    @Test
    void everyDeviceAUserCanAskFor_isATypeAndHasProperties() {
        for (String name : DeviceTypes.names()) {
            assertNotNull(QomType.named(name), name + " is not in qom-list-types");
            assertTrue(QomType.named(name).is("device"), name);
            assertFalse(DeviceTypes.properties(name).isEmpty(), name);
        }
        assertNull(DeviceTypes.properties("e1000"));
    }

    @Test
    void typesHaveTheirParents_andComeOnce() {
        HashSet<String> before = new HashSet<>();
        for (QomType type : QomType.ALL) {
            assertTrue(type.parent() == null || before.contains(type.parent()), type.name());
            assertTrue(before.add(type.name()), type.name());
        }
    }

    @Test
    void deviceOnPci_hasAnAddressToo() {
        int mmio = DeviceTypes.properties("virtio-rng-device").size();

        assertEquals(mmio + 2, DeviceTypes.properties("virtio-rng-pci").size());
    }
}
