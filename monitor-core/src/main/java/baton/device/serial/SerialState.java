package baton.device.serial;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;

/**
 * Everything a guest can observe of a {@link Uart16550}, and what follows from it alone. As a struct of the stream it is
 * what QEMU's ISA, PCI and memory-mapped serial ports share. The UART locks.
 */
final class SerialState implements Struct {
    static final int IER_RDI = 1;
    static final int IER_THRI = 2;
    static final int IER_RLSI = 4;
    static final int IER_MSI = 8;
    static final int IIR_NONE = 1;
    static final int IIR_THRI = 2;
    static final int IIR_RDI = 4;
    static final int IIR_RLSI = 6;
    static final int IIR_TIMEOUT = 0x0c;
    static final int IIR_ID = 6;
    static final int IIR_FIFOS = 0xc0;
    static final int FCR_ENABLE = 1;
    static final int FCR_CLEAR_RX = 2;
    static final int FCR_CLEAR_TX = 4;
    static final int FCR_KEPT = 0xc9;
    static final int LCR_DLAB = 0x80;
    static final int MCR_OUT2 = 8;
    static final int MCR_LOOP = 0x10;
    static final int LSR_DR = 1;
    static final int LSR_OE = 2;
    static final int LSR_BI = 0x10;
    static final int LSR_ERRORS = 0x1e;
    static final int LSR_THRE = 0x20;
    static final int LSR_TEMT = 0x40;
    static final int MSR_CONNECTED = 0xb0; // DCD, DSR, CTS
    static final int MSR_DELTAS = 0x0f;
    private static final int BAUD_BASE = 115200;
    private static final int MAX_RETRY = 4; // QEMU's bound on the tsr_retry it believes

    int divider;
    int rbr;
    int ier;
    int iir;
    int lcr;
    int mcr;
    int lsr;
    int msr;
    int scr;
    int fcr;
    boolean thrPending;
    int tsrRetry;
    int thr;
    int tsr;
    final Fifo8 rx = new Fifo8();
    final Fifo8 tx = new Fifo8();
    long timeoutAt; // when the receive time-out strikes, -1 when it does not
    boolean timeoutPending;
    int pollMsl; // modem status of a host serial line; we have none, but hand on what a stream said
    long pollAt;

    void reset() {
        divider = 12; // 9600 baud
        rbr = 0;
        ier = 0;
        iir = IIR_NONE;
        lcr = 0;
        mcr = MCR_OUT2;
        lsr = LSR_TEMT | LSR_THRE;
        msr = MSR_CONNECTED;
        scr = 0;
        fcr = 0;
        thrPending = false;
        forgetRareState();
        rx.reset();
        tx.reset();
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
    public void state(StateVisitor v) throws VmStateException {
        divider = v.u16("divider", divider);
        rbr = v.u8("rbr", rbr);
        ier = v.u8("ier", ier);
        iir = v.u8("iir", iir);
        lcr = v.u8("lcr", lcr);
        mcr = v.u8("mcr", mcr);
        lsr = v.u8("lsr", lsr);
        msr = v.u8("msr", msr);
        scr = v.u8("scr", scr);
        fcr = v.u8("fcr_vmstate", fcr);
        if (v.loading()) {
            forgetRareState();
            thrPending = thriShown();
        }
        transmitterState(v);
        receiverState(v);
    }

    private void transmitterState(StateVisitor v) throws VmStateException {
        if (v.subsection("serial/thr_ipending", 1, (ier & IER_THRI) != 0 && thrPending != thriShown())) {
            thrPending = v.i32("thr_ipending", thrPending ? 1 : 0) != 0;
        }
        if (v.subsection("serial/tsr", 1, tsrRetry != 0)) {
            tsrRetry = v.u32("tsr_retry", tsrRetry);
            thr = v.u8("thr", thr);
            tsr = v.u8("tsr", tsr);
        }
    }

    private void receiverState(StateVisitor v) throws VmStateException {
        if (v.subsection("serial/recv_fifo", 1, !rx.isEmpty())) {
            v.struct("recv_fifo", rx);
        }
        if (v.subsection("serial/xmit_fifo", 1, !tx.isEmpty())) {
            v.struct("xmit_fifo", tx);
        }
        if (v.subsection("serial/fifo_timeout_timer", 1, timeoutAt != -1)) {
            timeoutAt = v.timer("fifo_timeout_timer", timeoutAt);
        }
        if (v.subsection("serial/timeout_ipending", 1, timeoutPending)) {
            timeoutPending = v.i32("timeout_ipending", timeoutPending ? 1 : 0) != 0;
        }
        if (v.subsection("serial/poll", 1, pollMsl >= 0)) {
            pollMsl = v.i32("poll_msl", pollMsl);
            pollAt = v.timer("modem_status_poll", pollAt);
        }
    }

    /** Subsections a stream does not have mean this. */
    private void forgetRareState() {
        rx.clear();
        tx.clear();
        tsrRetry = 0;
        thr = 0;
        tsr = 0;
        timeoutAt = -1;
        timeoutPending = false;
        pollMsl = -1;
        pollAt = -1;
    }

    void check() throws VmStateException {
        rx.check("recv_fifo");
        tx.check("xmit_fifo");
        boolean empty = (lsr & LSR_TEMT) != 0;
        if (tsrRetry != 0 && empty) {
            throw VmStateException.corrupt("inconsistent state in serial device (tsr empty, tsr_retry=" + tsrRetry);
        }
        if (tsrRetry == 0 && !empty) {
            throw VmStateException.corrupt("inconsistent state in serial device (tsr not empty, tsr_retry=0");
        }
        tsrRetry = tsrRetry < 0 || tsrRetry > MAX_RETRY ? MAX_RETRY : tsrRetry;
        fcr &= FCR_KEPT;
    }

    /** The interrupt identification: the most urgent interrupt that is pending and enabled, or {@link #IIR_NONE}. */
    int interrupt() {
        if ((ier & IER_RLSI) != 0 && (lsr & LSR_ERRORS) != 0) {
            return IIR_RLSI;
        }
        if ((ier & IER_RDI) != 0 && timeoutPending) {
            return IIR_TIMEOUT; // before RDI, or the guest would not see the FIFO's last bytes
        }
        if ((ier & IER_RDI) != 0 && dataReady()) {
            return IIR_RDI;
        }
        if ((ier & IER_THRI) != 0 && thrPending) {
            return IIR_THRI;
        }
        return (ier & IER_MSI) != 0 && (msr & MSR_DELTAS) != 0 ? 0 : IIR_NONE;
    }

    /** How many bytes the receiver takes now. */
    int receiveRoom() {
        if (!fifosOn()) {
            return (lsr & LSR_DR) != 0 ? 0 : 1;
        }
        if (rx.count() < triggerLevel()) {
            return triggerLevel() - rx.count(); // more at once would make the guest's trigger level meaningless
        }
        return rx.isFull() ? 0 : 1;
    }

    /** How long one character takes on the wire. */
    long characterNanos() {
        int bits = 1 + 5 + (lcr & 3) + (lcr >> 3 & 1) + 1 + (lcr >> 2 & 1);
        int rate = divider == 0 ? 9600 : BAUD_BASE / divider;
        return bits * (1_000_000_000L / rate);
    }

    boolean dataReady() {
        return (lsr & LSR_DR) != 0 && (!fifosOn() || rx.count() >= triggerLevel());
    }

    boolean thriShown() {
        return (iir & IIR_ID) == IIR_THRI;
    }

    boolean fifosOn() {
        return (fcr & FCR_ENABLE) != 0;
    }

    boolean divisorLatched() {
        return (lcr & LCR_DLAB) != 0;
    }

    int triggerLevel() {
        return switch (fcr >> 6) {
            case 0 -> 1;
            case 1 -> 4;
            case 2 -> 8;
            default -> 14;
        };
    }
}
