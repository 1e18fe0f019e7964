package baton.machine;

import baton.base.MainLoopThread;
import baton.machine.board.Board;
import baton.machine.board.BusWindow;
import baton.machine.bus.IoBus;
import baton.machine.irq.KvmLapic;
import baton.machine.memory.MemoryMap;
import baton.machine.vcpu.CpuView;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.KvmStats;
import baton.nat.kvm.KvmVcpu;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A look at the guest from outside, running or not: its processors are parked for as long as a look at them takes. */
@MainLoopThread
public final class Inspection {
    private static final int PAGE = 4096;

    private final Board board;

    /** Looks at the guest of {@code board}. */
    public Inspection(Board board) {
        this.board = board;
    }

    /** How many processors there are. */
    public int cpus() {
        return board.cpus().size();
    }

    /** The processors, for what never changes and may be read at any time. */
    public List<Vcpu> processors() {
        return board.cpus();
    }

    /** Where RAM is. */
    public MemoryMap memory() {
        return board.memory();
    }

    /** Registers of one processor, which exists. */
    public CpuView registers(int cpu) throws IOException {
        CpuView[] view = new CpuView[1];
        board.pauseFor(new ParkedTask() {
            @Override
            public void run() throws IOException {
                view[0] = board.cpus().get(cpu).view();
            }
        });
        return view[0];
    }

    /** Reads guest-physical memory; where there is no RAM the bytes are 0. Returns whether all of it was RAM. */
    public boolean readPhysical(long address, byte[] into, int length) {
        boolean whole = true;
        for (int done = 0; done < length; ) {
            int here = Math.min(length - done, PAGE - (int) (address + done & PAGE - 1));
            if (board.memory().isRam(address + done, here)) {
                board.memory().read(address + done, into, done, here);
            } else {
                Arrays.fill(into, done, done + here, (byte) 0);
                whole = false;
            }
            done += here;
        }
        return whole;
    }

    /** Reads memory as one processor, which exists, sees it now; false when some of it is not mapped, or is no RAM. */
    public boolean readVirtual(int cpu, long address, byte[] into, int length) throws IOException {
        boolean[] whole = {true};
        board.pauseFor(new ParkedTask() {
            @Override
            public void run() throws IOException {
                whole[0] = translateAndRead(board.cpus().get(cpu), address, into, length);
            }
        });
        return whole[0];
    }

    private boolean translateAndRead(Vcpu vcpu, long address, byte[] into, int length) throws IOException {
        for (int done = 0; done < length; ) {
            long at = address + done;
            int here = Math.min(length - done, PAGE - (int) (at & PAGE - 1));
            long physical = vcpu.kvm().translate(at);
            if (physical == -1 || !board.memory().isRam(physical, here)) {
                return false;
            }
            board.memory().read(physical, into, done, here);
            done += here;
        }
        return true;
    }

    /** The physical address behind one that a processor, which exists, uses now; -1 when nothing is mapped there. */
    public long physical(int cpu, long address) throws IOException {
        long[] found = {-1};
        board.pauseFor(new ParkedTask() {
            @Override
            public void run() throws IOException {
                found[0] = board.cpus().get(cpu).kvm().translate(address);
            }
        });
        return found[0];
    }

    /** The state of a device as a stream would have it now; null when the machine has no such section. */
    public SectionValues section(String vmsd, int instance) throws IOException, VmStateException {
        for (VmState section : board.sections()) {
            if (section.vmsd().equals(vmsd) && section.instanceId() == instance) {
                return values(section);
            }
        }
        return null;
    }

    private SectionValues values(VmState section) throws IOException, VmStateException {
        SectionValues[] values = new SectionValues[1];
        VmStateException[] failure = new VmStateException[1];
        board.pauseFor(new ParkedTask() {
            @Override
            public void run() {
                try {
                    section.saving();
                    values[0] = new SectionValues(section);
                    if (section instanceof KvmLapic lapic) {
                        values[0].put("current_count", lapic.currentCount());
                    }
                } catch (VmStateException e) {
                    failure[0] = e;
                }
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return values[0];
    }

    /** Whether a device answers at that guest-physical address. */
    public boolean isDevice(long address) {
        for (BusWindow window : board.windows()) {
            if (!window.io() && address >= window.first() && address <= window.last()) {
                return true;
            }
        }
        return false;
    }

    /**
     * What KVM counts of one processor, which exists, or of the machine when {@code cpu} is negative. The first look at a
     * processor parks it for a moment.
     */
    public List<KvmStats.Entry> stats(int cpu) throws IOException {
        if (cpu < 0) {
            try (KvmStats machine = KvmStats.of(board.hardware())) {
                return machine.entries();
            }
        }
        KvmVcpu vcpu = board.cpus().get(cpu).kvm();
        if (!vcpu.hasStats()) {
            board.pauseFor(new ParkedTask() {
                @Override
                public void run() throws IOException {
                    vcpu.stats();
                }
            });
        }
        return vcpu.stats().entries();
    }

    /** Whether KVM runs the machine at all. */
    public boolean isVirtual() {
        return board.hardware() != null;
    }

    /** RAM in stream order. */
    public List<RamBlock> ramBlocks() {
        return board.ramBlocks();
    }

    /** The I/O ports of devices outside the kernel; null when there are none. */
    public IoBus ports() {
        return board.ports();
    }

    /**
     * Raises every processor's NMI.
     *
     * @return false when the machine has no processor to raise it on
     */
    public boolean nmi() throws IOException {
        board.pauseFor(new ParkedTask() {
            @Override
            public void run() throws IOException {
                for (Vcpu vcpu : board.cpus()) {
                    vcpu.nmi();
                }
            }
        });
        return !board.cpus().isEmpty();
    }
}
