package baton.device.virtio.console;

import baton.chardev.Chardev;

/**
 * One port of a serial device.
 *
 * @param number which port, below the device's number of ports
 * @param console whether guests take it for a console
 * @param name how guests find it, null for none
 * @param id the user's name for it, null for none; told with its events
 * @param chardev the host's end, null for none
 */
public record PortSettings(int number, boolean console, String name, String id, Chardev chardev) {}
