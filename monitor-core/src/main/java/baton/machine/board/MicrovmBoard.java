package baton.machine.board;

import baton.base.Closer;
import baton.base.Reporter;
import baton.chardev.Chardev;
import baton.device.fwcfg.FwCfg;
import baton.device.rtc.Mc146818Rtc;
import baton.device.serial.Uart16550;
import baton.device.vapic.Vapic;
import baton.machine.boot.BootState;
import baton.machine.bus.IoBus;
import baton.machine.bus.IoDevice;
import baton.machine.bus.MmioBus;
import baton.machine.irq.GsiRouting;
import baton.machine.irq.KvmChips;
import baton.machine.irq.KvmClock;
import baton.machine.irq.KvmIoapic;
import baton.machine.irq.KvmIrqLine;
import baton.machine.irq.KvmLapic;
import baton.machine.irq.KvmPic;
import baton.machine.irq.KvmPit;
import baton.machine.irq.VcpuApic;
import baton.machine.irq.VmChips;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's {@code microvm} with {@code acpi=off}: memory and port map, interrupts and sections as in docs/wire/stream.md, 4,
 * with KVM's own PIC, IOAPIC, PIT and LAPICs behind the same sections.
 */
public final class MicrovmBoard implements Board {
    /** Size of the block {@code pc.bios}. */
    public static final long FIRMWARE_BYTES = 0x10000;
    /** Name of main memory that no backend was named for. */
    public static final String RAM_ID = "microvm.ram";
    /** Name of the firmware's block. */
    public static final String FIRMWARE_ID = "pc.bios";

    private static final long HOLE_START = 0xc0000000L;
    private static final long FOUR_GIB = 1L << 32;
    private static final long FIRMWARE_LOW = 0xf0000;
    private static final long ONE_MIB = 0x100000;
    private static final long IDENTITY_MAP = 0xfeffc000L;
    private static final long TSS = 0xfeffd000L;
    static final int[] SERIAL_PORTS = {0x3f8, 0x2f8, 0x3e8, 0x2e8};
    static final int[] SERIAL_GSIS = {4, 3, 4, 3};
    static final int RTC_PORT = 0x70;
    private static final int RTC_GSI = 8;
    static final int FW_CFG_PORT = 0x510;
    static final int VAPIC_PORT = 0x7e;
    private static final int MAX_CPUS = 288;

    private final MicrovmConfig config;
    private final Closer closer = new Closer();
    private final MemoryMap memory = new MemoryMap();
    private final IoBus ports = new IoBus();
    private final MmioBus mmio = new MmioBus();
    private final KvmChips chips;
    private final VirtualClock clock;
    private final Vcpus vcpus;
    private final List<IoDevice> devices = new ArrayList<>();
    private final List<VmState> sections = new ArrayList<>();
    private final List<Uart16550> serials = new ArrayList<>();
    private final List<KvmLapic> lapics = new ArrayList<>();
    private final List<KvmPic> pics = new ArrayList<>();
    private final KvmIoapic ioapic;
    private final KvmPit pit;
    private final KvmClock kvmclock;
    private boolean running;

    /**
     * Builds the board, processors parked. When that fails the process is expected to end, which closes what was opened.
     *
     * @param host the open /dev/kvm; the board takes ownership
     */
    public MicrovmBoard(MicrovmConfig config, Kvm host, Clocks clocks, GuestEvents guest, Reporter reporter)
            throws IOException, CpuRefused {
        this.config = config;
        this.clock = new VirtualClock(clocks.monotonic());
        closer.add(config.firmware());
        closer.add(config.ram());
        closer.add(host);
        mapMemory();
        KvmVm vm = closer.add(host.createVm());
        // Slots first: after CREATE_IRQCHIP the first change of a slot waits 4 to 11 ms for a grace period.
        memory.install(vm);
        vm.identityMapAddress(IDENTITY_MAP);
        vm.tssAddress(TSS);
        vm.createIrqchip();
        vm.createPit2();
        chips = new VmChips(vm);
        chips.setGsiRouting(GsiRouting.microvm());
        Cpuid cpuid = closer.add(Cpuid.build(host, config.cpu(), reporter));
        BusExits exits = new BusExits(ports, mmio, guest);
        vcpus = closer.add(new Vcpus(host, vm, cpuid, config.cpu().cpus(), exits, reporter));
        ioapic = new KvmIoapic(chips);
        pit = new KvmPit(chips, clock);
        kvmclock = new KvmClock(chips);
        pics.add(new KvmPic(chips, 0));
        pics.add(new KvmPic(chips, 1));
        wire(clocks);
    }

    /** Main memory in two pieces around the hole, firmware's block at its two places. */
    private void mapMemory() {
        long size = config.ram().length();
        long below = Math.min(size, HOLE_START);
        long firmware = config.firmware().length();
        memory.size(below, size - below);
        memory.add("ram-below-4g", 0, Math.min(below, FIRMWARE_LOW), config.ram(), 0);
        memory.add("isa-bios", FIRMWARE_LOW, firmware, config.firmware(), 0);
        if (below > ONE_MIB) {
            memory.add("ram-below-4g", ONE_MIB, below - ONE_MIB, config.ram(), ONE_MIB);
        }
        memory.add("pc.bios", FOUR_GIB - firmware, firmware, config.firmware(), 0);
        config.firmware().placeAt(FOUR_GIB - firmware);
        if (size > below) {
            memory.add("ram-above-4g", FOUR_GIB, size - below, config.ram(), below);
        }
    }

    /** Devices at their addresses, and sections in QEMU's order: LAPICs first, everything else as created. */
    private void wire(Clocks clocks) {
        for (Vcpu vcpu : vcpus.all()) {
            KvmLapic lapic = new KvmLapic(new VcpuApic(vcpu.kvm()), vcpu.index(), clock);
            lapics.add(lapic);
            sections.add(lapic);
        }
        sections.add(new CpuTimers(clock));
        sections.add(claim(FW_CFG_PORT, 2, firmwareConfiguration()));
        wireProcessors();
        sections.add(ioapic);
        sections.add(kvmclock);
        sections.addAll(pics);
        sections.add(pit);
        if (config.rtc()) {
            Mc146818Rtc rtc =
                    new Mc146818Rtc(rtcClock(clocks), new KvmIrqLine(chips, RTC_GSI), config.rtcBaseSeconds());
            rtc.memorySize(memory.below4g(), memory.above4g());
            sections.add(claim(RTC_PORT, 2, rtc));
        }
        wireSerials();
    }

    private GuestClock rtcClock(Clocks clocks) {
        return switch (config.rtcClock()) {
            case HOST -> clocks.wall();
            case RT -> clocks.monotonic();
            case VM -> clock;
        };
    }

    private void wireProcessors() {
        CpuCommon.IntrLine intr = new CpuCommon.IntrLine() {
            @Override
            public boolean asserted() throws VmStateException {
                pics.get(0).saving();
                return pics.get(0).outputAsserted();
            }
        };
        List<CpuCommon> common = vcpus.commonSections(intr);
        for (Vcpu vcpu : vcpus.all()) {
            sections.add(common.get(vcpu.index()));
            sections.add(vcpu.state());
            if (vcpu.index() == 0) {
                sections.add(claim(VAPIC_PORT, 2, new Vapic()));
            }
        }
    }

    private void wireSerials() {
        int instance = 0;
        for (int i = 0; i < config.serials().size(); i++) {
            Chardev chardev = config.serials().get(i);
            if (chardev != null) {
                KvmIrqLine irq = new KvmIrqLine(chips, SERIAL_GSIS[i]);
                Uart16550 uart = new Uart16550(instance++, irq, chardev, clock);
                serials.add(uart);
                sections.add(claim(SERIAL_PORTS[i], 8, uart));
            }
        }
    }

    private <D extends IoDevice> D claim(int port, int count, D device) {
        ports.claim(port, count, device);
        devices.add(device);
        return device;
    }

    private FwCfg firmwareConfiguration() {
        FwCfg fwCfg = new FwCfg();
        int cpus = config.cpu().cpus();
        fwCfg.addNumber(FwCfg.RAM_SIZE, config.ram().length(), 8);
        fwCfg.addNumber(FwCfg.CPUS, cpus, 2);
        fwCfg.addNumber(FwCfg.MAX_CPUS, Math.min(cpus, MAX_CPUS), 2);
        fwCfg.addNumber(FwCfg.IRQ0_OVERRIDE, 1, 4);
        byte[] commandLine = (config.kernelCommandLine() + "\0").getBytes(StandardCharsets.UTF_8);
        fwCfg.addNumber(FwCfg.CMDLINE_SIZE, commandLine.length, 4);
        fwCfg.add(FwCfg.CMDLINE_DATA, commandLine);
        return fwCfg;
    }

    @Override
    public String machineName() {
        return "microvm";
    }

    /** QEMU lists blocks by decreasing size. */
    @Override
    public List<RamBlock> ramBlocks() {
        boolean ramFirst = config.ram().length() >= config.firmware().length();
        return ramFirst ? List.of(config.ram(), config.firmware()) : List.of(config.firmware(), config.ram());
    }

    @Override
    public List<VmState> sections() {
        return sections;
    }

    @Override
    public MemoryMap memory() {
        return memory;
    }

    @Override
    public List<Vcpu> cpus() {
        return vcpus.all();
    }

    @Override
    public void reset() throws IOException, VmStateException {
        for (IoDevice device : devices) {
            device.reset();
        }
        for (KvmPic pic : pics) {
            pic.reset();
        }
        ioapic.reset();
        pit.reset();
        BootState entry = config.boot() == null ? null : config.boot().load(memory);
        for (Vcpu vcpu : vcpus.all()) {
            lapics.get(vcpu.index()).reset();
            vcpu.state().reset();
            if (vcpu.index() == 0 && entry != null) {
                vcpu.state().enter(entry);
            }
            vcpu.state().commit();
        }
    }

    @Override
    public void start() throws IOException {
        if (!running) {
            running = true;
            clock.start();
            kvmclock.vmStarting();
            pit.vmStarting();
            for (Uart16550 serial : serials) {
                serial.vmStarting();
            }
            vcpus.start();
        }
    }

    @Override
    public void stop() throws IOException {
        if (running) {
            running = false;
            vcpus.park();
            clock.stop();
            vcpus.recordTsc();
            kvmclock.vmStopped();
            pit.vmStopped();
            for (Uart16550 serial : serials) {
                serial.vmStopped();
            }
        }
    }

    @Override
    public List<BusWindow> windows() {
        return new MicrovmLayout(config).windows();
    }

    @Override
    public List<BoardDevice> devices() {
        return new MicrovmLayout(config).devices();
    }

    @Override
    public void pauseFor(ParkedTask task) throws IOException {
        vcpus.pauseFor(task);
    }

    @Override
    public void close() throws IOException {
        closer.close();
    }
}
