package baton.device.pci;

import baton.base.AnyThread;

/**
 * The slot of a port: its registers in the PCI Express capability, and the protocol by which devices are plugged in and
 * pulled out with the guest's consent. PCI Express Base Specification 4.0, 6.7 and 7.5.3.9 to 11; as in QEMU a device has
 * power while the slot's power controller is on, and goes once power and power indicator are off.
 */
@AnyThread
final class PcieSlot {
    /** Where the slot's registers are behind the capability's beginning. */
    static final int CONTROL = 0x18;

    static final int STATUS = 0x1a;
    private static final int LINK_STATUS = 0x12;

    private static final int ATTENTION_BUTTON = 0x01;
    private static final int PRESENCE_CHANGED = 0x08;
    private static final int COMMAND_COMPLETED = 0x10;
    private static final int PRESENT = 0x40;
    private static final int EVENTS = 0x1f;

    private static final int INTERRUPTS = 0x20;
    private static final int INDICATOR = 0x300;
    private static final int INDICATOR_BLINKS = 0x200;
    private static final int POWER_OFF = 0x400;

    private static final int LINK_UP = 0x2011; // active, 2.5 GT/s, one lane
    private static final int LINK_DOWN = 0x0204;

    private final PciFunction port;
    private final int control;
    private final int status;
    private final int linkStatus;
    private final PciBus bus;
    private final SlotEvents told;
    private boolean notified;

    /**
     * @param capability where the port's PCI Express capability begins
     * @param bus what is behind the port
     */
    PcieSlot(PciFunction port, int capability, PciBus bus, SlotEvents told) {
        this.port = port;
        this.control = capability + CONTROL;
        this.status = capability + STATUS;
        this.linkStatus = capability + LINK_STATUS;
        this.bus = bus;
        this.told = told;
    }

    /** A device was put in. {@code announce}: the guest runs, and is told; its button is pressed for it. */
    synchronized void plugged(boolean announce) {
        port.put16(linkStatus, LINK_UP);
        set(PRESENT);
        if (announce) {
            event(PRESENCE_CHANGED | ATTENTION_BUTTON);
        } else {
            put(control, get(control) & ~POWER_OFF);
        }
        power();
    }

    /** Whether the guest has switched the slot off, so that what is in it can go unasked. */
    synchronized boolean isOff() {
        return (get(control) & POWER_OFF) != 0;
    }

    /** Whether the guest is about to switch the slot on or off. */
    synchronized boolean isBusy() {
        return (get(control) & INDICATOR) == INDICATOR_BLINKS;
    }

    /** Asks the guest to let the device go. */
    synchronized void pressButton() {
        event(ATTENTION_BUTTON);
    }

    /** The device was taken out. */
    synchronized void pulled() {
        put(status, get(status) & ~PRESENT);
        port.put16(linkStatus, LINK_DOWN);
        event(PRESENCE_CHANGED);
    }

    /** The port's registers are as at power-on: what is in the slot is there from the beginning. */
    synchronized void reset() {
        notified = false;
        if (populated()) {
            plugged(false);
        }
    }

    private boolean populated() {
        for (PciFunction function : bus.functions()) {
            if (function != null) {
                return true;
            }
        }
        return false;
    }

    /** The port's configuration space was written, as {@link PciFunction.Watcher} tells. */
    void written(int register, int size, long value, long before) {
        boolean reached = register < status + 2 && register + size > control;
        if (reached && letsGo(register, size, value, before)) {
            told.released();
        }
    }

    /** Whether the guest has let go with this what is in the slot. */
    private synchronized boolean letsGo(int register, int size, long value, long before) {
        int oldStatus = word(status, register, size, before);
        if ((word(status, register, size, value) & ~oldStatus & EVENTS) != 0 && register + size > status) {
            put(status, oldStatus); // who clears what is not set has not looked: as in QEMU, nothing is lost
        }
        if (register >= status) {
            update();
            return false;
        }
        set(COMMAND_COMPLETED);
        power();
        update();
        return (get(status) & PRESENT) != 0 && isOff(get(control)) && !isOff(word(control, register, size, before));
    }

    private static boolean isOff(int control) {
        return (control & POWER_OFF) != 0 && (control & INDICATOR) == INDICATOR;
    }

    /** The part of an access that falls on a register, over what the register has. */
    private int word(int at, int register, int size, long accessed) {
        int word = get(at);
        for (int i = 0; i < 2; i++) {
            int within = at + i - register;
            if (within >= 0 && within < size) {
                word = word & ~(0xff << 8 * i) | ((int) (accessed >> 8 * within) & 0xff) << 8 * i;
            }
        }
        return word;
    }

    private void event(int bits) {
        set(bits);
        update();
    }

    /** Interrupts once when an event that the guest wants to hear of comes up. */
    private void update() {
        int wanted = get(control) & EVENTS & get(status);
        boolean now = (get(control) & INTERRUPTS) != 0 && wanted != 0;
        if (now && !notified) {
            told.interrupt();
        }
        notified = now;
    }

    /** Has what is in the slot answer while it has power. */
    void power() {
        boolean on = (get(control) & POWER_OFF) == 0;
        for (PciFunction function : bus.functions()) {
            if (function != null) {
                function.power(on);
            }
        }
        bus.map().update();
    }

    /** The registers were loaded. */
    synchronized void commit() {
        power();
        notified = (get(control) & INTERRUPTS) != 0 && (get(control) & EVENTS & get(status)) != 0;
    }

    private void set(int bits) {
        put(status, get(status) | bits);
    }

    private int get(int register) {
        return (int) port.read(register, 2);
    }

    private void put(int register, int value) {
        port.put16(register, value);
    }
}
