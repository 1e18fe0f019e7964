package baton.device.serial;

import baton.base.AnyThread;
import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.util.List;

/**
 * 16550A UART: registers as in National Semiconductor PC16550D, section 8; section {@code serial} of QEMU's stream. A
 * window of 8 ports. Output goes to the chardev at once; when that is full, the transmitter holds its byte and the guest
 * sees it busy until there is room.
 */
@AnyThread
public final class Uart16550 implements IoDevice, VmState, CharFrontend {
    private static final int DATA = 0; // divisor latch, low byte, when DLAB is set
    private static final int IER = 1; // divisor latch, high byte, when DLAB is set
    private static final int IIR = 2; // FCR when written
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private final SerialState s = new SerialState();

    // Wiring: given by the board, never migrated.
    private final IrqLine irq;
    private final Chardev chardev;
    private final GuestClock clock;
    private final GuestTimer timeout;
    private final int instance;
    private final byte[] oneByte = new byte[1];
    private boolean inputHeld;
    private boolean stopped = true;

    /**
     * Makes serial port number {@code instance} and attaches it to its chardev.
     *
     * @param clock the virtual clock; it times the receive FIFO's time-out
     */
    public Uart16550(int instance, IrqLine irq, Chardev chardev, GuestClock clock) {
        this.instance = instance;
        this.irq = irq;
        this.chardev = chardev;
        this.clock = clock;
        this.timeout = clock.timer(new Runnable() {
            @Override
            public void run() {
                timedOut();
            }
        });
        reset();
        chardev.onRoom(new Runnable() {
            @Override
            public void run() {
                roomAgain();
            }
        });
        chardev.attach(this);
    }

    @Override
    public synchronized void reset() {
        s.reset();
        timeout.cancel();
        updateIrq();
        acceptInput();
    }

    @Override
    public synchronized long read(int offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) readRegister(offset + i) << 8 * i;
        }
        return value;
    }

    private int readRegister(int offset) {
        return switch (offset) {
            case DATA -> s.divisorLatched() ? s.divider & 0xff : readData();
            case IER -> s.divisorLatched() ? s.divider >> 8 : s.ier;
            case IIR -> readIir();
            case LCR -> s.lcr;
            case MCR -> s.mcr;
            case LSR -> readLsr();
            case MSR -> readMsr();
            case SCR -> s.scr;
            default -> 0xff;
        };
    }

    @Override
    public synchronized void write(int offset, long value, int size) {
        for (int i = 0; i < size; i++) {
            writeRegister(offset + i, (int) (value >>> 8 * i) & 0xff);
        }
    }

    private void writeRegister(int offset, int v) {
        switch (offset) {
            case DATA -> writeData(v);
            case IER -> writeIer(v);
            case IIR -> writeFcr(v);
            case LCR -> s.lcr = v;
            case MCR -> s.mcr = v & 0x1f;
            case SCR -> s.scr = v;
            default -> {} // LSR and MSR are read-only
        }
    }

    @Override
    public String vmsd() {
        return "serial";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int minimumVersion() {
        return 2;
    }

    @Override
    public int instanceId() {
        return instance;
    }

    /** QEMU's older name for it: the first port of COM1 to COM4. */
    @Override
    public int aliasInstanceId() {
        return switch (instance) {
            case 0 -> 0x3f8;
            case 1 -> 0x2f8;
            case 2 -> 0x3e8;
            default -> 0x2e8;
        };
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        v.struct("state", s);
    }

    @Override
    public synchronized void loaded() throws VmStateException {
        s.check();
    }

    @Override
    public synchronized void commit() {
        if (s.timeoutAt != -1) {
            timeout.at(s.timeoutAt);
        }
        if (s.tsrRetry != 0) {
            transmit(); // the source's host was slow; ours may not be
        }
        updateIrq();
        acceptInput();
    }

    // The host side. Called on the main loop.

    /** The guest runs: input may come. */
    public void vmStarting() {
        synchronized (this) {
            stopped = false;
        }
        chardev.acceptInput();
    }

    /** The guest stands still: input waits at the host, for this guest or for the process it goes on in. */
    public synchronized void vmStopped() {
        stopped = true;
    }

    @Override
    public synchronized int canReceive() {
        int room = stopped ? 0 : s.receiveRoom();
        inputHeld = room == 0;
        return room;
    }

    @Override
    public synchronized void received(byte[] bytes, int length, List<Fd> fds) {
        for (int i = 0; i < length; i++) {
            receive(bytes[i] & 0xff);
        }
        updateIrq();
        for (Fd fd : fds) {
            discard(fd);
        }
    }

    private static void discard(Fd fd) {
        try {
            fd.close();
        } catch (ErrnoException e) {
            // A serial line has no use for the descriptor, and Linux has let go of it whatever close said.
        }
    }

    /** A break is a zero byte with its own bit in the line status. */
    @Override
    public synchronized void breakReceived() {
        receive(0);
        s.lsr |= SerialState.LSR_BI;
        updateIrq();
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void opened() {}

    @Override
    public void closed() {}

    private synchronized void roomAgain() {
        if (s.tsrRetry != 0) {
            transmit();
        }
    }

    private synchronized void timedOut() {
        if (s.timeoutAt == -1) {
            return;
        }
        if (clock.now() < s.timeoutAt) {
            timeout.at(s.timeoutAt); // set anew on its way here
        } else {
            s.timeoutAt = -1;
            s.timeoutPending = !s.rx.isEmpty();
            updateIrq();
        }
    }

    // Registers with side effects. The lock is held.

    private int readData() {
        int value = s.rbr;
        if (!s.fifosOn()) {
            s.lsr &= ~(SerialState.LSR_DR | SerialState.LSR_BI);
        } else {
            value = s.rx.isEmpty() ? 0 : s.rx.pop();
            if (s.rx.isEmpty()) {
                s.lsr &= ~(SerialState.LSR_DR | SerialState.LSR_BI);
            } else {
                startTimeout();
            }
            s.timeoutPending = false;
        }
        updateIrq();
        if ((s.mcr & SerialState.MCR_LOOP) == 0) {
            acceptInput();
        }
        return value;
    }

    private int readIir() {
        int value = s.iir;
        if (s.thriShown()) {
            s.thrPending = false;
            updateIrq();
        }
        return value;
    }

    private int readLsr() {
        int value = s.lsr;
        if ((s.lsr & (SerialState.LSR_BI | SerialState.LSR_OE)) != 0) {
            s.lsr &= ~(SerialState.LSR_BI | SerialState.LSR_OE);
            updateIrq();
        }
        return value;
    }

    private int readMsr() {
        if ((s.mcr & SerialState.MCR_LOOP) != 0) { // the outputs, crossed: OUT2 OUT1 RTS DTR become DCD RI CTS DSR
            return (s.mcr & 0x0c) << 4 | (s.mcr & 2) << 3 | (s.mcr & 1) << 5;
        }
        int value = s.msr;
        if ((s.msr & SerialState.MSR_DELTAS) != 0) {
            s.msr &= ~SerialState.MSR_DELTAS;
            updateIrq();
        }
        return value;
    }

    private void writeData(int v) {
        if (s.divisorLatched()) {
            s.divider = s.divider & 0xff00 | v;
            return;
        }
        s.thr = v;
        if (s.fifosOn()) {
            if (s.tx.isFull()) {
                s.tx.pop(); // the oldest byte is overrun, as QEMU has it
            }
            s.tx.push(v);
        }
        s.thrPending = false;
        s.lsr &= ~(SerialState.LSR_THRE | SerialState.LSR_TEMT);
        updateIrq();
        if (s.tsrRetry == 0) {
            transmit();
        }
    }

    private void writeIer(int v) {
        if (s.divisorLatched()) {
            s.divider = s.divider & 0xff | v << 8;
            return;
        }
        int changed = (s.ier ^ v) & 0x0f;
        s.ier = v & 0x0f;
        if ((changed & SerialState.IER_THRI) != 0) {
            s.thrPending = (s.ier & SerialState.IER_THRI) != 0 && (s.lsr & SerialState.LSR_THRE) != 0;
        }
        updateIrq();
    }

    private void writeFcr(int v) {
        boolean switched = ((v ^ s.fcr) & SerialState.FCR_ENABLE) != 0;
        if (switched || (v & SerialState.FCR_CLEAR_RX) != 0) {
            s.lsr &= ~(SerialState.LSR_DR | SerialState.LSR_BI);
            stopTimeout();
            s.timeoutPending = false;
            s.rx.clear();
        }
        if (switched || (v & SerialState.FCR_CLEAR_TX) != 0) {
            s.lsr |= SerialState.LSR_THRE;
            s.thrPending = true;
            s.tx.clear();
        }
        s.fcr = v & SerialState.FCR_KEPT;
        updateIrq();
        acceptInput();
    }

    /** Sends until nothing is left or the host takes no more. */
    private void transmit() {
        do {
            if (s.tsrRetry == 0) {
                loadShiftRegister();
            }
            oneByte[0] = (byte) s.tsr;
            if ((s.mcr & SerialState.MCR_LOOP) != 0) {
                receive(s.tsr);
                updateIrq();
            } else if (chardev.write(oneByte, 0, 1) == 0) {
                s.tsrRetry = 1; // roomAgain() goes on
                return;
            }
            s.tsrRetry = 0;
        } while ((s.lsr & SerialState.LSR_THRE) == 0);
        s.lsr |= SerialState.LSR_TEMT;
    }

    private void loadShiftRegister() {
        if (s.fifosOn() && !s.tx.isEmpty()) {
            s.tsr = s.tx.pop();
        } else {
            s.tsr = s.thr;
        }
        if (!s.fifosOn() || s.tx.isEmpty()) {
            s.lsr |= SerialState.LSR_THRE;
            s.thrPending = true;
            updateIrq();
        }
    }

    private void receive(int value) {
        if (s.fifosOn()) {
            if (s.rx.isFull()) {
                s.lsr |= SerialState.LSR_OE;
            } else {
                s.rx.push(value);
            }
            startTimeout();
        } else {
            s.lsr |= (s.lsr & SerialState.LSR_DR) != 0 ? SerialState.LSR_OE : 0;
            s.rbr = value;
        }
        s.lsr |= SerialState.LSR_DR;
    }

    private void updateIrq() {
        int interrupt = s.interrupt();
        s.iir = interrupt | (s.fifosOn() ? SerialState.IIR_FIFOS : 0);
        irq.set(interrupt != SerialState.IIR_NONE);
    }

    /** Four character times without a read or a new byte. */
    private void startTimeout() {
        s.timeoutAt = clock.now() + 4 * s.characterNanos();
        timeout.at(s.timeoutAt);
    }

    private void stopTimeout() {
        s.timeoutAt = -1;
        timeout.cancel();
    }

    private void acceptInput() {
        if (inputHeld) {
            inputHeld = false;
            chardev.acceptInput();
        }
    }
}
