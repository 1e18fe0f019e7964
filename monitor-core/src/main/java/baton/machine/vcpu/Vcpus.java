package baton.machine.vcpu;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.nat.kvm.Kvm;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.ErrnoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All processors of a machine, started and parked together. */
@MainLoopThread
public final class Vcpus implements Closer.Resource {
    private final List<Vcpu> all = new ArrayList<>();
    private boolean running;

    /** Makes them, parked, APIC ids from 0; slots and irqchip are set up by now. */
    public Vcpus(Kvm host, KvmVm vm, Cpuid cpuid, int count, ExitHandler handler, Reporter reporter)
            throws ErrnoException {
        for (int i = 0; i < count; i++) {
            all.add(Vcpu.create(host, vm, i, cpuid, handler, reporter));
        }
    }

    /** Makes their threads, so that {@link #start} only has to wake them. */
    public void begin() {
        for (Vcpu vcpu : all) {
            vcpu.begin();
        }
    }

    /** In order of their index. */
    public List<Vcpu> all() {
        return all;
    }

    /**
     * Lets every guest processor run.
     *
     * @throws IOException a processor has ended by a fault of ours: this process can run the guest no more
     */
    public void start() throws IOException {
        for (Vcpu vcpu : all) {
            if (vcpu.isBroken()) {
                throw new IOException("vcpu-" + vcpu.index() + " has ended by an internal error: migrate the guest to a"
                        + " new process");
            }
        }
        running = true;
        for (Vcpu vcpu : all) {
            vcpu.kvm().kvmclockCtrl();
        }
        for (Vcpu vcpu : all) {
            vcpu.start();
        }
    }

    /** Stops them all: returns when each stands still with whole registers. */
    public void park() {
        if (!running) {
            return;
        }
        running = false;
        for (Vcpu vcpu : all) {
            vcpu.requestPark();
        }
        for (Vcpu vcpu : all) {
            vcpu.awaitParked();
        }
    }

    /**
     * Runs {@code task} while every processor stands still, and lets those go on that ran. Time does not stop: the guest
     * sees a host that was busy for a moment.
     */
    public void pauseFor(ParkedTask task) throws IOException {
        boolean ran = running;
        park();
        try {
            task.run();
        } finally {
            running = ran;
            for (int i = 0; ran && i < all.size(); i++) {
                all.get(i).resume();
            }
        }
    }

    /** Notes every time-stamp counter, once, right after {@link #park}. */
    public void recordTsc() throws ErrnoException {
        for (Vcpu vcpu : all) {
            vcpu.recordTsc();
        }
    }

    /** Makes section {@code cpu_common} for every vCPU. */
    public List<CpuCommon> commonSections(CpuCommon.IntrLine intr) {
        List<CpuCommon> sections = new ArrayList<>();
        for (Vcpu vcpu : all) {
            sections.add(new CpuCommon(vcpu.index(), vcpu, intr));
        }
        return sections;
    }

    @Override
    public void close() throws ErrnoException {
        park();
        for (Vcpu vcpu : all) {
            vcpu.end();
            vcpu.kvm().close();
        }
    }
}
