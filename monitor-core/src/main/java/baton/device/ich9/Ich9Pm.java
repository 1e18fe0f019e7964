package baton.device.ich9;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.bus.PowerRequests;
import baton.machine.irq.IrqLine;
import baton.machine.time.GuestClock;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * ICH9 power management, a window of 128 ports: struct {@code ich9_pm} of section ICH9LPC. Registers: ACPI 6.4, 4.8.3 and
 * Intel's ICH9 datasheet, 13.8. There is no SMM, so nothing comes of SMI_EN, and no watchdog behind the TCO registers.
 */
@AnyThread
public final class Ich9Pm implements IoDevice, Struct {
    private static final int STATUS = 0x00;
    private static final int ENABLE = 0x02;
    private static final int CONTROL = 0x04;
    private static final int TIMER = 0x08;
    private static final int GPE = 0x20;
    private static final int GPE_ENABLE = GPE + 8;
    private static final int GPE_END = GPE + 16;
    private static final int SMI_ENABLE = 0x30;
    private static final int SMI_STATUS = 0x34;
    private static final int SMI_END = 0x38;

    private static final int TIMER_STATUS = 0x0001;
    private static final int BUTTON = 0x0100;
    private static final int WAKE_STATUS = 0x8000;
    private static final int INTERRUPTS = 0x0521; // timer, global, power button, RTC
    private static final int SCI_ENABLE = 0x0001;
    private static final int SLEEP_ENABLE = 0x2000;
    private static final int SLEEP_TYPE_SHIFT = 10;
    private static final int APMC_ENABLE = 0x20;
    private static final int S5 = 0;
    private static final int S3 = 1;
    private static final int S4 = 2;

    // State: walked by state().
    private int status;
    private int enable;
    private int control;
    private final PmTimer timer;
    private final byte[] gpeStatus = new byte[16];
    private final byte[] gpeEnable = new byte[16];
    private int smiEnable = APMC_ENABLE;
    private int smiStatus;
    private final Ich9PmExtras extras = new Ich9PmExtras();

    // Wiring.
    private final IrqLine sci;
    private final PowerRequests machine;

    /**
     * Switched on, as firmware leaves it, but with SCI_EN clear.
     *
     * @param clock the guest's time
     * @param sci the system control interrupt, level
     */
    public Ich9Pm(GuestClock clock, IrqLine sci, PowerRequests machine) {
        this.sci = sci;
        this.machine = machine;
        this.timer = new PmTimer(clock, new Runnable() {
            @Override
            public void run() {
                timerOverflowed();
            }
        });
    }

    @Override
    public synchronized void reset() {
        status = 0;
        enable = 0;
        control = 0;
        timer.reset();
        Arrays.fill(gpeStatus, (byte) 0);
        Arrays.fill(gpeEnable, (byte) 0);
        smiEnable = APMC_ENABLE;
        smiStatus = 0;
        extras.reset();
        update();
    }

    /** Presses the power button; a guest that has not enabled it hears nothing. */
    public synchronized void pressButton() {
        if ((enable & BUTTON) != 0) {
            status |= BUTTON;
            update();
        }
    }

    /** Says that the machine was woken by the user; after {@link #reset}. */
    public synchronized void wake() {
        status |= WAKE_STATUS;
        update();
    }

    /** General purpose event {@code number}, 0 to 7: heard by a guest that has enabled it. */
    public synchronized void event(int number) {
        gpeStatus[0] |= (byte) (1 << number);
        update();
    }

    /** The firmware's ACPI switch (APM commands): who handles power events. */
    synchronized void acpi(boolean on) {
        control = on ? control | SCI_ENABLE : control & ~SCI_ENABLE;
    }

    @Override
    public synchronized long read(int offset, int size) {
        int ticks = (int) timer.value(); // once, or the bytes would be of different times
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) readByte(offset + i, ticks) << 8 * i;
        }
        return value;
    }

    private int readByte(int offset, int ticks) {
        int within = 8 * (offset & 3);
        if (offset < ENABLE) {
            return currentStatus() >> 8 * offset & 0xff;
        } else if (offset < CONTROL) {
            return enable >> 8 * (offset - ENABLE) & 0xff;
        } else if (offset < CONTROL + 2) {
            return control >> 8 * (offset - CONTROL) & 0xff;
        } else if (offset >= TIMER && offset < TIMER + 4) {
            return ticks >> within & 0xff;
        } else if (offset >= GPE && offset < GPE_END) {
            return (offset < GPE_ENABLE ? gpeStatus[offset - GPE] : gpeEnable[offset - GPE_ENABLE]) & 0xff;
        } else if (offset >= SMI_ENABLE && offset < SMI_END) {
            return (offset < SMI_STATUS ? smiEnable : smiStatus) >> within & 0xff;
        }
        return extras.read(offset);
    }

    private int currentStatus() {
        if (timer.overflowed()) {
            status |= TIMER_STATUS;
        }
        return status;
    }

    @Override
    public void write(int offset, long value, int size) {
        if (store(offset, value, size)) {
            sleep(sleepType());
        }
    }

    /** Whether the guest asks to sleep. */
    private synchronized boolean store(int offset, long value, int size) {
        boolean asks = false;
        for (int i = 0; i < size; i++) {
            asks |= writeByte(offset + i, (int) (value >> 8 * i) & 0xff);
        }
        update();
        return asks;
    }

    private boolean writeByte(int offset, int v) {
        int shift = 8 * (offset & 1);
        if (offset < ENABLE) {
            acknowledge(v << shift);
        } else if (offset < CONTROL) {
            enable = enable & ~(0xff << shift) | v << shift;
        } else if (offset < CONTROL + 2) {
            control = control & ~(0xff << shift) | v << shift & ~SLEEP_ENABLE;
            return (v << shift & SLEEP_ENABLE) != 0;
        } else if (offset >= GPE && offset < GPE_ENABLE) {
            gpeStatus[offset - GPE] &= (byte) ~v;
        } else if (offset >= GPE_ENABLE && offset < GPE_END) {
            gpeEnable[offset - GPE_ENABLE] = (byte) v;
        } else if (offset >= SMI_ENABLE && offset < SMI_STATUS) {
            int at = 8 * (offset & 3);
            smiEnable = smiEnable & ~(0xff << at) | v << at;
        }
        return false;
    }

    private void acknowledge(int bits) {
        if ((currentStatus() & bits & TIMER_STATUS) != 0) {
            timer.acknowledge();
        }
        status &= ~bits;
    }

    private synchronized int sleepType() {
        return control >> SLEEP_TYPE_SHIFT & 7;
    }

    private void sleep(int type) {
        switch (type) {
            case S3 -> machine.sleep();
            case S5, S4 -> machine.off();
            default -> {} // a type that the tables do not name
        }
    }

    private synchronized void timerOverflowed() {
        update();
    }

    /** Drives the interrupt, and has the timer tell when it will want one. */
    private void update() {
        int now = currentStatus();
        boolean gpe = false;
        for (int i = 0; i < 8; i++) {
            gpe |= (gpeStatus[i] & gpeEnable[i]) != 0;
        }
        sci.set(gpe || (now & enable & INTERRUPTS) != 0);
        timer.arm((enable & TIMER_STATUS) != 0 && (now & TIMER_STATUS) == 0);
    }

    @Override
    public String vmsd() {
        return "ich9_pm";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        status = v.u16("acpi_regs.pm1.evt.sts", status);
        enable = v.u16("acpi_regs.pm1.evt.en", enable);
        control = v.u16("acpi_regs.pm1.cnt.cnt", control);
        timer.expiry = v.timer("acpi_regs.tmr.timer", timer.expiry);
        timer.overflow = v.i64("acpi_regs.tmr.overflow_time", timer.overflow);
        v.u8s("acpi_regs.gpe.sts", gpeStatus);
        v.u8s("acpi_regs.gpe.en", gpeEnable);
        smiEnable = v.u32("smi_en", smiEnable);
        smiStatus = v.u32("smi_sts", smiStatus);
        extras.state(v);
    }

    /** Refuses what cannot be true. */
    synchronized void loaded() throws VmStateException {
        timer.check();
    }

    /** Drives the interrupt as the loaded registers say. */
    synchronized void commit() {
        update();
    }
}
