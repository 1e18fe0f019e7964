package baton.device.rtc;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * Real-time clock with 128 bytes of CMOS memory: registers as in Motorola MC146818A, section {@code mc146818rtc} of
 * QEMU's stream. A window of 2 ports: index, data. The time is computed from the clock when it is looked at; timers run
 * only for flags the guest can still see change. System reset leaves time and memory alone, as a battery does.
 */
@AnyThread
public final class Mc146818Rtc implements IoDevice, VmState {
    private static final int REG_A = 10;
    private static final int REG_B = CmosCalendar.REG_B;
    private static final int REG_C = 12;
    private static final int REG_D = 13;
    private static final int PS2_CENTURY = 0x37; // an alias of the century register

    private static final int A_UIP = 0x80;
    private static final int A_DIVIDER = 0x70;
    private static final int A_DIVIDER_RESET = 0x60;
    private static final int A_DIVIDER_RUNS = 0x20; // and below
    private static final int A_RATE = 0x0f;
    private static final int B_SET = 0x80;
    private static final int B_PERIODIC = 0x40;
    private static final int B_ALARM = 0x20;
    private static final int B_UPDATE = 0x10;
    private static final int B_SQUARE_WAVE = 8;
    private static final int C_IRQ = 0x80;
    private static final int C_PERIODIC = 0x40;
    private static final int C_ALARM = 0x20;
    private static final int C_UPDATE = 0x10;
    private static final int C_FLAGS = C_PERIODIC | C_ALARM | C_UPDATE;

    private static final long SECOND = 1_000_000_000L;
    private static final long UIP_HOLD = 8 * SECOND / PeriodicTick.CRYSTAL; // how long before an update UIP is seen
    private static final long NEVER = -1;

    // State: walked by state(). Times are of the RTC's clock.
    private final byte[] cmos = new byte[128];
    private int index;
    private long baseSeconds;
    private long lastUpdate;
    private long offset;
    private long updateAt = NEVER;
    private long nextAlarm;
    private int reinjected;

    // Wiring: given by the board, never migrated.
    private final CmosCalendar calendar = new CmosCalendar(cmos);
    private final GuestClock clock;
    private final IrqLine irq;
    private final PeriodicTick periodic;
    private final GuestTimer updateTimer;

    /**
     * A clock set to the right time.
     *
     * @param clock the clock it follows: the host's time of day, or the guest's virtual time
     * @param baseSeconds the wall time the guest is to see now, as seconds since 1970
     */
    public Mc146818Rtc(GuestClock clock, IrqLine irq, long baseSeconds) {
        this.clock = clock;
        this.irq = irq;
        this.periodic = new PeriodicTick(clock, new Runnable() {
            @Override
            public void run() {
                periodicExpired();
            }
        });
        this.updateTimer = clock.timer(new Runnable() {
            @Override
            public void run() {
                updateExpired();
            }
        });
        cmos[REG_A] = 0x26;
        cmos[REG_B] = 0x02;
        cmos[REG_D] = (byte) 0x80;
        this.baseSeconds = baseSeconds;
        this.lastUpdate = clock.now();
        calendar.store(baseSeconds);
        scheduleUpdate();
    }

    /** Tells firmware and guests the memory size in the CMOS registers a PC has for it; sizes in bytes. */
    public synchronized void memorySize(long below4g, long above4g) {
        put16(0x15, Math.min(below4g >> 10, 640));
        long extended = Math.max(0, Math.min((below4g >> 10) - 1024, 0xffff));
        put16(0x17, extended);
        put16(0x30, extended);
        put16(0x34, Math.max(0, Math.min((below4g - (16 << 20)) >> 16, 0xffff)));
        long high = above4g >> 16;
        put16(0x5b, high);
        cmos[0x5d] = (byte) (high >> 16);
    }

    @Override
    public synchronized void reset() {
        index = 0;
        cmos[REG_B] &= ~(B_PERIODIC | B_ALARM | B_SQUARE_WAVE);
        cmos[REG_C] = 0;
        periodic.reset();
        scheduleUpdate();
        irq.set(false);
    }

    @Override
    public synchronized long read(int offset, int size) {
        if (offset != 1 || size != 1) {
            return -1;
        }
        return switch (index) {
            case REG_A -> cmos[REG_A] & 0xff | (updateInProgress() ? A_UIP : 0);
            case REG_C -> readFlags();
            case PS2_CENTURY -> readTime(CmosCalendar.CENTURY);
            default -> isTime(index) ? readTime(index) : cmos[index] & 0xff;
        };
    }

    @Override
    public synchronized void write(int offset, long value, int size) {
        int v = (int) value & 0xff;
        if (offset == 0) {
            index = v & 0x7f;
            return;
        }
        if (offset != 1 || size != 1) {
            return;
        }
        switch (index) {
            case REG_A -> writeA(v);
            case REG_B -> writeB(v);
            case REG_C, REG_D -> {} // read-only
            case PS2_CENTURY -> writeTime(CmosCalendar.CENTURY, v);
            default -> writeTime(index, v);
        }
    }

    @Override
    public String vmsd() {
        return "mc146818rtc";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public synchronized void saving() {
        updateTime();
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        v.buffer("cmos_data", cmos);
        index = v.u8("cmos_index", index);
        v.unused("unused", 28);
        periodic.state(v);
        baseSeconds = v.u64("base_rtc", baseSeconds);
        lastUpdate = v.u64("last_update", lastUpdate);
        offset = v.i64("offset", offset);
        updateAt = v.timer("update_timer", updateAt);
        nextAlarm = v.u64("next_alarm_time", nextAlarm);
        if (v.loading()) {
            reinjected = 0;
        }
        if (v.subsection("mc146818rtc/irq_reinject_on_ack_count", 1, reinjected != 0)) {
            reinjected = v.u16("irq_reinject_on_ack_count", reinjected);
        }
    }

    @Override
    public synchronized void loaded() throws VmStateException {
        if (index >= cmos.length) {
            throw VmStateException.corrupt("mc146818rtc: index " + index + " is beyond the CMOS memory");
        }
    }

    @Override
    public synchronized void commit() {
        irq.set((cmos[REG_C] & C_IRQ) != 0);
        armUpdate();
        periodic.commit(periodTicks());
    }

    // Registers. The lock is held.

    /** The time it shows, in seconds since 1970 as if it were UTC. */
    public synchronized long seconds() {
        return counting() ? baseSeconds + Math.floorDiv(sinceBase(), SECOND) : calendar.seconds();
    }

    private static boolean isTime(int register) {
        return switch (register) {
            case CmosCalendar.SECONDS,
                    CmosCalendar.MINUTES,
                    CmosCalendar.HOURS,
                    CmosCalendar.DAY_OF_WEEK,
                    CmosCalendar.DAY_OF_MONTH,
                    CmosCalendar.MONTH,
                    CmosCalendar.YEAR,
                    CmosCalendar.CENTURY -> true;
            default -> false;
        };
    }

    private static boolean isAlarm(int register) {
        return register == CmosCalendar.SECONDS_ALARM
                || register == CmosCalendar.MINUTES_ALARM
                || register == CmosCalendar.HOURS_ALARM;
    }

    private int readTime(int register) {
        if (counting()) {
            updateTime();
        }
        return cmos[register] & 0xff;
    }

    private void writeTime(int register, int v) {
        if (isTime(register) && counting()) {
            updateTime(); // the other registers keep showing the time, not that of the last look
        }
        cmos[register] = (byte) v;
        if (isTime(register) && counting()) {
            setTime();
            scheduleUpdate();
        } else if (isAlarm(register)) {
            scheduleUpdate();
        }
    }

    private int readFlags() {
        int value = cmos[REG_C] & 0xff;
        irq.set(false);
        cmos[REG_C] = 0;
        if ((value & (C_UPDATE | C_ALARM)) != 0) {
            scheduleUpdate(); // the timer may have rested while the flag was up
        }
        return value;
    }

    private void writeA(int v) {
        int oldPeriod = periodTicks();
        boolean newRate = ((v ^ cmos[REG_A]) & A_RATE) != 0;
        boolean wasReset = (cmos[REG_A] & A_DIVIDER_RESET) == A_DIVIDER_RESET;
        if ((v & A_DIVIDER_RESET) == A_DIVIDER_RESET) {
            if (counting()) {
                updateTime();
            }
        } else if (wasReset && (v & A_DIVIDER) <= A_DIVIDER_RUNS && !isSetting()) {
            offset = SECOND / 2; // data sheet: the first update comes half a second after the divider starts
            setTime();
        }
        cmos[REG_A] = (byte) (v & ~A_UIP | cmos[REG_A] & A_UIP);
        if (newRate) {
            periodic.change(periodTicks(), oldPeriod);
        }
        scheduleUpdate();
    }

    private void writeB(int v) {
        int oldPeriod = periodTicks();
        boolean periodicSwitched = ((v ^ cmos[REG_B]) & B_PERIODIC) != 0;
        int stored = v;
        if ((v & B_SET) != 0) {
            if (counting()) {
                updateTime();
            }
            cmos[REG_A] &= ~A_UIP;
            stored &= ~B_UPDATE;
        } else if (isSetting() && (cmos[REG_A] & A_DIVIDER) <= A_DIVIDER_RUNS) {
            offset = Math.floorMod(sinceBase(), SECOND);
            setTime();
        }
        boolean pending = (stored & cmos[REG_C] & C_FLAGS) != 0;
        cmos[REG_C] = (byte) (pending ? cmos[REG_C] | C_IRQ : cmos[REG_C] & ~C_IRQ);
        irq.set(pending);
        cmos[REG_B] = (byte) stored;
        if (periodicSwitched) {
            periodic.change(periodTicks(), oldPeriod);
        }
        scheduleUpdate();
    }

    private void raise(int flags) {
        int fresh = flags & ~cmos[REG_C];
        cmos[REG_C] |= (byte) flags;
        if ((fresh & cmos[REG_B]) != 0) {
            cmos[REG_C] |= (byte) C_IRQ;
            irq.set(true);
        }
    }

    // Time.

    private boolean isSetting() {
        return (cmos[REG_B] & B_SET) != 0;
    }

    private boolean counting() {
        return !isSetting() && (cmos[REG_A] & A_DIVIDER) <= A_DIVIDER_RUNS;
    }

    private long sinceBase() {
        return clock.now() - lastUpdate + offset;
    }

    /** Makes the registers show the time. */
    private void updateTime() {
        if (!isSetting()) {
            calendar.store(baseSeconds + Math.floorDiv(sinceBase(), SECOND));
        }
    }

    /** Makes the registers the time. */
    private void setTime() {
        baseSeconds = calendar.seconds();
        lastUpdate = clock.now();
    }

    private boolean updateInProgress() {
        if (!counting()) {
            return false;
        }
        if (updateAt != NEVER && clock.now() >= updateAt - UIP_HOLD) {
            cmos[REG_A] |= (byte) A_UIP; // stays until the timer has made the update
            return true;
        }
        return Math.floorMod(sinceBase(), SECOND) >= SECOND - UIP_HOLD;
    }

    private void scheduleUpdate() {
        if ((cmos[REG_A] & A_DIVIDER_RESET) == A_DIVIDER_RESET) {
            setUpdate(NEVER);
            return;
        }
        long next = clock.now() + SECOND - Math.floorMod(sinceBase(), SECOND);
        if (!isSetting()) {
            updateTime();
        }
        nextAlarm = next + (calendar.secondsToAlarm() - 1) * SECOND;
        if ((cmos[REG_A] & A_UIP) == 0 && (cmos[REG_C] & C_UPDATE) != 0) {
            boolean nothingToSee = isSetting() || (cmos[REG_C] & C_ALARM) != 0;
            setUpdate(nothingToSee ? NEVER : nextAlarm);
        } else {
            setUpdate(next);
        }
    }

    private void setUpdate(long at) {
        updateAt = at;
        armUpdate();
    }

    private void armUpdate() {
        if (updateAt == NEVER) {
            updateTimer.cancel();
        } else {
            updateTimer.at(updateAt);
        }
    }

    private synchronized void updateExpired() {
        if (updateAt == NEVER || clock.now() < updateAt) {
            armUpdate(); // set anew on its way here, or the host's clock was set back
            return;
        }
        updateTime();
        cmos[REG_A] &= ~A_UIP;
        raise(clock.now() >= nextAlarm ? C_UPDATE | C_ALARM : C_UPDATE);
        scheduleUpdate();
    }

    /** The period in ticks of the crystal; 0 when the interrupt is off. */
    private int periodTicks() {
        int rate = cmos[REG_A] & A_RATE;
        if ((cmos[REG_B] & B_PERIODIC) == 0 || rate == 0) {
            return 0;
        }
        return 1 << (rate <= 2 ? rate + 6 : rate - 1);
    }

    private synchronized void periodicExpired() {
        if (periodic.expired(periodTicks())) {
            raise(C_PERIODIC);
        }
    }

    private void put16(int register, long value) {
        cmos[register] = (byte) value;
        cmos[register + 1] = (byte) (value >> 8);
    }
}
