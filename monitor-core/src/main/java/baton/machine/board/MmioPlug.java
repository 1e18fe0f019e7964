package baton.machine.board;

import baton.device.virtio.VirtioDevice;
import baton.machine.tree.Property;
import java.util.List;

/**
 * A virtio device and where it goes on a microvm.
 *
 * @param slot 0 to {@link MmioSlots#COUNT} - 1
 * @param legacy whether the transport is as before Virtio 1.0
 * @param type QEMU's name of the device, such as {@code virtio-rng-device}
 * @param id the user's name for it, or null
 * @param device the board takes ownership
 * @param properties what clients can get of it
 */
public record MmioPlug(
        int slot, boolean legacy, String type, String id, VirtioDevice device, List<Property> properties) {}
