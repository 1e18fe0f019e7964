package baton.machine.board;

import baton.base.Closer;
import baton.base.Reporter;
import baton.device.fwcfg.FwCfg;
import baton.device.panic.PvPanic;
import baton.device.rtc.Mc146818Rtc;
import baton.device.vapic.Vapic;
import baton.machine.boot.BootState;
import baton.machine.bus.Doorbells;
import baton.machine.bus.IoBus;
import baton.machine.bus.IoDevice;
import baton.machine.bus.MmioBus;
import baton.machine.irq.KvmIrqLine;
import baton.machine.irq.KvmLapic;
import baton.machine.irq.VcpuApic;
import baton.machine.memory.MemoryMap;
import baton.machine.time.CpuTimers;
import baton.machine.time.GuestClock;
import baton.machine.time.VirtualClock;
import baton.machine.vcpu.CpuCommon;
import baton.machine.vcpu.CpuRefused;
import baton.machine.vcpu.Cpuid;
import baton.machine.vcpu.ParkedTask;
import baton.machine.vcpu.Vcpu;
import baton.machine.vcpu.Vcpus;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.Kvm;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What every board with PC hardware shares: processors, KVM's PIC, IOAPIC, PIT and LAPICs, the clock chip, COM ports and
 * fw_cfg, how they start, stop and reset together. The board adds its own in the order of its sections.
 */
final class PcCore implements Closer.Resource {
    static final long FOUR_GIB = 1L << 32;
    static final int[] SERIAL_PORTS = {0x3f8, 0x2f8, 0x3e8, 0x2e8};
    static final int[] SERIAL_GSIS = {4, 3, 4, 3};
    static final int RTC_PORT = 0x70;
    static final int FW_CFG_PORT = 0x510;
    static final int PANIC_PORT = 0x505;
    static final int VAPIC_PORT = 0x7e;
    private static final int RTC_GSI = 8;
    private static final long IDENTITY_MAP = 0xfeffc000L;
    private static final long TSS = 0xfeffd000L;

    private final PcConfig config;
    private final Clocks clocks;
    private final MemoryMap memory;
    private final Closer closer = new Closer();
    private final IoBus ports = new IoBus();
    private final MmioBus mmio = new MmioBus();
    private final BusExits exits;
    private final VirtualClock clock;
    private final KvmVm vm;
    private final Vcpus vcpus;
    private final List<IoDevice> devices = new ArrayList<>();
    /** Changes while the machine runs: a migration thread reads it. */
    private final List<VmState> sections = new CopyOnWriteArrayList<>();

    private final PcSerials serials = new PcSerials();
    private final List<KvmLapic> lapics = new ArrayList<>();
    private final PcChips chips;
    private final GuestEvents guest;
    private final FwCfg fwCfg = new FwCfg();
    private final VirtioCores virtio;
    private int panicPort;
    private final Cpuid cpuid;
    private boolean running;

    /**
     * Builds it, processors parked, without a device. When that fails the process is expected to end, which closes what
     * was opened.
     *
     * @param memory all that the guest sees
     * @param host the open /dev/kvm; ownership passes
     */
    PcCore(PcConfig config, MemoryMap memory, Kvm host, Clocks clocks, GuestEvents guest, Reporter reporter)
            throws IOException, CpuRefused {
        this.config = config;
        this.guest = guest;
        this.clocks = clocks;
        this.memory = memory;
        this.clock = new VirtualClock(clocks.monotonic());
        closer.add(config.firmware());
        closer.add(config.ram());
        closer.add(host);
        vm = closer.add(host.createVm());
        // Slots first: after CREATE_IRQCHIP the first change of a slot waits 4 to 11 ms for a grace period.
        memory.install(vm);
        vm.identityMapAddress(IDENTITY_MAP);
        vm.tssAddress(TSS);
        chips = new PcChips(vm, clock);
        cpuid = closer.add(Cpuid.build(host, config.cpu(), reporter));
        exits = new BusExits(ports, mmio, guest);
        virtio = closer.add(new VirtioCores());
        vcpus = closer.add(new Vcpus(host, vm, cpuid, config.cpu().cpus(), exits, reporter));
        vcpus.begin();
        chips.attach(vcpus);
    }

    // ---- what a board is put together from; each adds its sections

    void addLapics() {
        for (Vcpu vcpu : vcpus.all()) {
            KvmLapic lapic = new KvmLapic(new VcpuApic(vcpu.kvm()), vcpu.index(), clock);
            lapics.add(lapic);
            sections.add(lapic);
        }
        sections.add(new CpuTimers(clock));
    }

    void addFirmwareConfiguration(int maxCpus) {
        FirmwareConfiguration.fill(fwCfg, config, maxCpus);
        section(claim(FW_CFG_PORT, 2, fwCfg));
    }

    void addProcessors() {
        CpuCommon.IntrLine intr = new CpuCommon.IntrLine() {
            @Override
            public boolean asserted() throws VmStateException {
                return chips.picAsserted();
            }
        };
        List<CpuCommon> common = vcpus.commonSections(intr);
        for (Vcpu vcpu : vcpus.all()) {
            sections.add(common.get(vcpu.index()));
            sections.add(vcpu.state());
            if (vcpu.index() == 0) {
                section(claim(VAPIC_PORT, 2, new Vapic()));
            }
        }
    }

    /** The controllers, timer and clock of the kernel, of which each is a section. */
    PcChips chips() {
        return chips;
    }

    void addRtc() {
        Mc146818Rtc rtc = new Mc146818Rtc(rtcClock(), irq(RTC_GSI), config.rtcBaseSeconds());
        rtc.memorySize(memory.below4g(), memory.above4g());
        section(claim(RTC_PORT, 2, rtc));
    }

    private GuestClock rtcClock() {
        return switch (config.rtcClock()) {
            case HOST -> clocks.wall();
            case RT -> clocks.monotonic();
            case VM -> clock;
        };
    }

    /** A port by which a guest reports its panic, while the board stands still; firmware is told where it is. */
    void addPanicPort(int events) {
        panicPort = PANIC_PORT;
        claim(PANIC_PORT, 1, new PvPanic(events, new PanicReports(guest)));
        FirmwareConfiguration.panicPort(fwCfg, PANIC_PORT);
    }

    /** Where the port for panics is, 0 without one. */
    int panicPort() {
        return panicPort;
    }

    void addSerials() {
        serials.add(this, config.serials());
    }

    /** Gives a device its ports, and a reset whenever the machine has one. */
    <D extends IoDevice> D claim(int port, int count, D device) {
        ports.claim(port, count, device);
        devices.add(device);
        return device;
    }

    /** Gives a device addresses outside RAM, and a reset whenever the machine has one. */
    <D extends IoDevice> D claimMemory(long address, long length, D device) {
        mmio.claim(address, length, device);
        devices.add(device);
        return device;
    }

    /** Has {@code target} answer at addresses outside RAM that no device has. */
    void restOfMemory(MmioBus.Rest target) {
        mmio.rest(target);
    }

    /** What the processors tell of themselves. */
    Cpuid cpuid() {
        return cpuid;
    }

    /** The next section. */
    void section(VmState section) {
        sections.add(section);
    }

    /** A wire to the interrupt controllers. */
    KvmIrqLine irq(int gsi) {
        return chips.line(gsi);
    }

    /** Writes that the kernel turns into signals. */
    Doorbells doorbells() {
        return new VmDoorbells(vm);
    }

    /** What devices that are plugged in are given. */
    PciWiring wiring(Reporter reporter) {
        return new PciWiring(sections, chips.messages(), virtio, doorbells(), memory, reporter);
    }

    /** Virtio devices, in whatever transport, that start and stop with the machine and are closed with it. */
    VirtioCores virtio() {
        return virtio;
    }

    /** The guest's time. */
    VirtualClock clock() {
        return clock;
    }

    /** What devices ask the machine through. */
    BusExits requests() {
        return exits;
    }

    // ---- as the board is told

    MemoryMap memory() {
        return memory;
    }

    /** Main memory and firmware's block. */
    List<RamBlock> ramBlocks() {
        return config.blocks();
    }

    List<VmState> sections() {
        return sections;
    }

    IoBus ports() {
        return ports;
    }

    /** The virtual machine in the kernel. */
    Fd hardware() {
        return vm.fd();
    }

    List<Vcpu> cpus() {
        return vcpus.all();
    }

    /** Power-on state of devices, chips and processors, all of them parked. */
    void reset() throws IOException, VmStateException {
        for (IoDevice device : devices) {
            device.reset();
        }
        chips.reset();
        for (Vcpu vcpu : vcpus.all()) {
            lapics.get(vcpu.index()).reset();
            vcpu.state().reset();
        }
    }

    /** Loads what boots, if anything does, and has the first processor begin there. After {@link #reset}. */
    void boot() throws VmStateException {
        BootState entry = config.boot() == null ? null : config.boot().load(memory);
        if (entry != null) {
            vcpus.all().get(0).state().enter(entry);
        }
        commitProcessors();
    }

    /** Hands the state of every processor to KVM. */
    void commitProcessors() throws VmStateException {
        for (Vcpu vcpu : vcpus.all()) {
            vcpu.state().commit();
        }
    }

    void start() throws IOException {
        if (!running) {
            running = true;
            exits.goOn();
            clock.start();
            chips.vmStarting();
            serials.starting();
            virtio.start();
            vcpus.start();
        }
    }

    void stop() throws IOException {
        if (running) {
            running = false;
            vcpus.park();
            clock.stop();
            vcpus.recordTsc();
            chips.vmStopped();
            serials.stopped();
            virtio.stop();
            chips.settle();
        }
    }

    void pauseFor(ParkedTask task) throws IOException {
        vcpus.pauseFor(task);
    }

    @Override
    public void close() throws IOException {
        closer.close();
    }
}
