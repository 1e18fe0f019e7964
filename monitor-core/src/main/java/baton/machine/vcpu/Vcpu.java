package baton.machine.vcpu;

import baton.base.AnyThread;
import baton.base.Reporter;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.Kvm;
import baton.nat.kvm.KvmVcpu;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Signals;

/**
 * One virtual processor and its thread {@code vcpu-N}. Born parked; the main loop starts and parks it. While it is
 * parked its state may be read and written by one other thread at a time. Lock: this object's, a leaf.
 */
public final class Vcpu implements CpuCommon.Halt {
    /** How many reasons for exits are told apart. */
    public static final int REASONS = VcpuLoop.REASONS;

    private static final int UNINITIALIZED = 1;
    private static final int HALTED = 3;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final int index;
    private final KvmVcpu kvm;
    private final CpuState state;
    private final CpuSync sync;
    private final Cpuid cpuid;
    private final VcpuLoop loop;
    private final Thread thread;

    /** Whether the guest may run; written under the lock, read without it once per exit. */
    private volatile boolean wanted;

    /** Until when the guest stands still although it may run, as System.nanoTime; 0 when it need not. */
    private volatile long restUntil;

    private volatile boolean ended;
    private volatile int threadId;
    private boolean parked = true;
    private boolean broken;
    /** The last exit was one only the machine can answer; cleared by the next start. */
    private boolean stuck;

    private Vcpu(int index, KvmVcpu kvm, CpuState state, CpuSync sync, Cpuid cpuid, ExitHandler handler) {
        this.index = index;
        this.kvm = kvm;
        this.state = state;
        this.sync = sync;
        this.cpuid = cpuid;
        this.loop = new VcpuLoop(index, kvm, handler);
        Runnable body = new Runnable() {
            @Override
            public void run() {
                main();
            }
        };
        this.thread = new Thread(null, body, "vcpu-" + index, 0, false);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(new Thread.UncaughtExceptionHandler() {
            @Override
            public void uncaughtException(Thread ended, Throwable fault) {
                broken(fault, handler);
            }
        });
    }

    /** What it says of itself by CPUID; while the machine is open. */
    public CpuModel model() {
        return CpuModel.of(cpuid.model(), cpuid);
    }

    /** Makes vCPU {@code index} of a VM whose irqchip exists, with the machine's CPUID. */
    static Vcpu create(Kvm host, KvmVm vm, int index, Cpuid cpuid, ExitHandler handler, Reporter reporter)
            throws ErrnoException {
        KvmVcpu kvm = vm.createVcpu(index);
        kvm.cpuid(cpuid.forApicId(index));
        if (cpuid.machineCheck() != 0) {
            kvm.setupMce(cpuid.machineCheck());
        }
        CpuSync sync = new CpuSync(kvm, cpuid, reporter);
        CpuState state = new CpuState(index, new MsrFile(host.msrIndices(), cpuid.machineCheck() != 0), sync);
        return new Vcpu(index, kvm, state, sync, cpuid, handler);
    }

    /** Section {@code cpu}. */
    public CpuState state() {
        return state;
    }

    /** The vCPU's descriptor, for its LAPIC and statistics; only while parked, if nothing else is said there. */
    public KvmVcpu kvm() {
        return kvm;
    }

    /** cpu_index, which is the APIC id too. */
    public int index() {
        return index;
    }

    /** Kernel thread id as {@code query-cpus-fast} shows it; 0 until the thread has begun. */
    public int threadId() {
        return threadId;
    }

    /** Exits answered so far; may lag while the guest runs. */
    @AnyThread
    public long exits() {
        return loop.exits();
    }

    /** Exits answered for one of KVM's reasons, below {@link #REASONS}. Any thread; may be a little old. */
    public long exits(int reason) {
        return loop.exits(reason);
    }

    /** Makes its thread, parked, before anybody waits for it. Main loop. */
    void begin() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Lets the guest run. Main loop. */
    synchronized void start() {
        begin();
        stuck = false;
        resume();
    }

    /** Lets a guest go on that was parked for a moment only; one that waits for the machine to decide still waits. */
    synchronized void resume() {
        wanted = true;
        notifyAll();
    }

    /** Asks the guest to stop; {@link #awaitParked} says when it has. Main loop. */
    synchronized void requestPark() {
        wanted = false;
        if (!parked) {
            kick();
        }
        notifyAll();
    }

    /** Keeps a guest that runs from running until then ({@link System#nanoTime}); it may be parked all the same. Any thread. */
    synchronized void restUntil(long nanos) {
        restUntil = nanos;
        if (!parked) {
            kick();
        }
        notifyAll();
    }

    /** Under the lock and never once parked: a kick that a thread ends with would kill the process. */
    private void kick() {
        // In this order a vCPU that is about to enter the guest either sees the flag, or the signal ends KVM_RUN.
        kvm.page().immediateExit(true);
        int id = threadId;
        if (id != 0) {
            Signals.send(id, Signals.KICK);
        }
    }

    /** Waits until the vCPU stands still with whole registers. Main loop. */
    synchronized void awaitParked() {
        boolean interrupted = false;
        while (!parked) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes the time-stamp counter at the stop. */
    void recordTsc() throws ErrnoException {
        sync.fetchTsc(state);
    }

    @Override
    public boolean halted() throws VmStateException {
        try {
            int mpState = kvm.getMpState();
            return mpState == HALTED || mpState == UNINITIALIZED;
        } catch (ErrnoException e) {
            throw new VmStateException(VmStateException.Reason.IO, "KVM_GET_MP_STATE: " + e.getMessage(), e);
        }
    }

    /** A copy of the registers a person looks at; only while parked. What a migration loads is left alone. */
    public CpuView view() throws ErrnoException {
        CpuState copy = new CpuState(index, MsrFile.none(), sync);
        sync.fetchVisible(copy);
        return new CpuView(copy);
    }

    /** Raises the NMI line, which the guest's LAPIC may mask; only while parked. */
    public void nmi() throws ErrnoException {
        if (LocalVector.nmiOnLint1(kvm)) {
            kvm.nmi();
        }
    }

    /** Ends the thread; the vCPU is parked. Afterwards it can only be closed. */
    void end() {
        ended = true;
        synchronized (this) {
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the thread

    private void main() {
        threadId = Signals.threadId();
        try {
            long before = Signals.block(Signals.KICK);
            kvm.signalMask(before & ~Signals.mask(Signals.KICK));
        } catch (ErrnoException e) {
            throw new IllegalStateException("cannot arrange kicks for vcpu-" + index, e);
        }
        while (awaitWanted()) {
            run();
        }
        // A kick left pending would kill the process when HotSpot restores this thread's mask.
        Signals.drain(Signals.KICK);
    }

    /** A fault of ours, not of the guest: this vCPU runs no more, and whoever waits for it goes on. */
    private void broken(Throwable fault, ExitHandler handler) {
        StackTraceElement[] stack = fault.getStackTrace();
        handler.failed(index, "internal error: " + fault + (stack.length == 0 ? "" : " at " + stack[0]));
        synchronized (this) {
            broken = true;
            parked = true;
            notifyAll();
        }
        // No kick comes any more; one left pending would kill the process when this thread ends.
        Signals.drain(Signals.KICK);
    }

    /** Whether its thread has ended by a fault of ours. */
    synchronized boolean isBroken() {
        return broken;
    }

    private void run() {
        Signals.drain(Signals.KICK);
        kvm.page().immediateExit(false);
        boolean canGoOn = true;
        while (canGoOn && wanted) {
            if (restUntil == 0) {
                canGoOn = loop.step();
            } else {
                rest();
            }
        }
        loop.settle();
        synchronized (this) {
            stuck = !canGoOn;
        }
    }

    /** Stands still as long as it is asked to, or until it is to park. */
    private void rest() {
        synchronized (this) {
            long left = restUntil - System.nanoTime();
            while (wanted && left > 0) {
                try {
                    wait(left / NANOS_PER_MILLI, (int) (left % NANOS_PER_MILLI));
                } catch (InterruptedException e) {
                    // Nobody interrupts vCPU threads; what they wait for has not come.
                    continue;
                }
                left = restUntil - System.nanoTime();
            }
            restUntil = 0;
        }
        // As in run(): a kick for parking that is lost here has set wanted before.
        Signals.drain(Signals.KICK);
        kvm.page().immediateExit(false);
    }

    /** Parks until the guest may run; false when the thread is to end. */
    private synchronized boolean awaitWanted() {
        while (!ended && (!wanted || stuck)) {
            parked = true;
            notifyAll();
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody interrupts vCPU threads; go on waiting for what matters.
                continue;
            }
        }
        parked = false;
        return !ended;
    }
}
