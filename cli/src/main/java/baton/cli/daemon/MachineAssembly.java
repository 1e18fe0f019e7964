package baton.cli.daemon;

import baton.base.Reporter;
import baton.chardev.ChardevException;
import baton.cli.options.AcceleratorOptions;
import baton.cli.options.ClockOptions;
import baton.cli.options.CpuOptions;
import baton.cli.options.MachineType;
import baton.cli.options.OnOffAuto;
import baton.cli.options.OptionException;
import baton.cli.options.VmOptions;
import baton.machine.board.Board;
import baton.machine.board.Clocks;
import baton.machine.board.GuestEvents;
import baton.machine.board.MicrovmBoard;
import baton.machine.board.NoneBoard;
import baton.machine.board.PcConfig;
import baton.machine.board.Q35Board;
import baton.machine.boot.Boot;
import baton.machine.boot.BootException;
import baton.machine.boot.BootPlan;
import baton.machine.boot.BootRequest;
import baton.machine.boot.E820Map;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import baton.machine.vcpu.CpuConfig;
import baton.machine.vcpu.CpuRefused;
import baton.migration.spi.FdSource;
import baton.nat.kvm.Kvm;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Files;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the board that a command line asks for. Main loop, before it runs. */
final class MachineAssembly {
    private static final String EMBEDDED_GUEST = "/baton/guest/guest.elf";

    private final VmOptions options;
    private final MachineShape shape;
    private final MemoryObjects objects;
    private final FdSource inherited;
    private final HostSide host;
    private final Reporter reporter;

    /** {@code inherited}: the descriptors of RAM that another process handed over. */
    MachineAssembly(VmOptions options, MemoryObjects objects, FdSource inherited, HostSide host, Reporter reporter) {
        this.options = options;
        this.shape = MachineShape.of(options.machine());
        this.inherited = inherited;
        this.objects = objects;
        this.host = host;
        this.reporter = reporter;
    }

    Board build(Clocks clocks, GuestEvents guest) throws OptionException, IOException {
        if (options.machine().type() == MachineType.NONE) {
            return new NoneBoard();
        }
        Kvm kvm = openKvm();
        try {
            return shape.q35()
                    ? new Q35Board(options.machine().type().wireName(), config(), kvm, clocks, guest, reporter)
                    : new MicrovmBoard(config(), shape.pcie(), kvm, clocks, guest, reporter);
        } catch (CpuRefused | MemoryException e) {
            throw new OptionException(e.getMessage());
        } catch (BootException e) {
            throw OptionException.line(e.line(StderrReporter.PROGRAM));
        } catch (ChardevException e) {
            throw new OptionException(e.getMessage());
        } catch (ErrnoException e) {
            throw new OptionException(e.call() + ": " + e.getMessage());
        }
    }

    /** Makes virtio devices. */
    VirtioAssembly virtio() {
        return new VirtioAssembly(options, host);
    }

    /** The first accelerator that works; Baton has KVM alone. */
    private Kvm openKvm() throws OptionException {
        for (AcceleratorOptions accelerator : options.accelerators()) {
            if (accelerator.kind() == AcceleratorOptions.Kind.KVM) {
                return openKvm(accelerator);
            }
        }
        throw new OptionException("a machine needs -accel kvm: Baton runs guests on KVM only");
    }

    private static Kvm openKvm(AcceleratorOptions accelerator) throws OptionException {
        if (accelerator.dirtyRingSize() != 0) {
            throw new OptionException("-accel kvm: dirty-ring-size: not supported by Baton: leave it out");
        }
        try {
            Kvm kvm = Kvm.open();
            if (kvm.apiVersion() != Kvm.API_VERSION) {
                throw new OptionException("kvm version not supported");
            }
            return kvm;
        } catch (ErrnoException e) {
            throw new OptionException(
                    "Could not access KVM kernel module: " + e.getMessage(),
                    "failed to initialize kvm: " + e.getMessage());
        }
    }

    private PcConfig config() throws OptionException, MemoryException, BootException, ChardevException, IOException {
        refuseParts();
        RamBackend ram = mainMemory();
        String append = append();
        boolean auxShare = options.memory().auxShare();
        MemoryBackendConfig firmware = auxShare
                ? MemoryBackendConfig.auxiliary(MicrovmBoard.FIRMWARE_ID, shape.firmwareBytes())
                : MemoryBackendConfig.plain(MicrovmBoard.FIRMWARE_ID, shape.firmwareBytes());
        SerialAssembly serials = new SerialAssembly(options, host.chardevs());
        return new PcConfig(
                cpu(options),
                continued(ram),
                continued(RamBackends.create(firmware, inherited)),
                boot(ram.length(), append),
                append,
                serials.chardevs(),
                serials.ids(),
                shape.q35() || options.machine().microvm().rtc() == OnOffAuto.ON,
                rtcBase(),
                rtcClock(options.run().clock().source()),
                options.virtio().isEmpty() ? List.of() : virtio().mmio(),
                FirmwareFiles.read(options.firmwareFiles()),
                shape.q35() ? SmbiosAssembly.tables(options, shape.memory(ram.length())) : null);
    }

    /** The kernel's command line. */
    private String append() throws OptionException {
        String own = options.boot().append() == null ? "" : options.boot().append();
        boolean named =
                !shape.q35() && !shape.pcie() && options.machine().microvm().autoKernelCmdline();
        return named && !options.virtio().isEmpty() ? own + VirtioAssembly.kernelArguments(options.virtio()) : own;
    }

    /** Refuses what {@link #build} would refuse, as far as that can be told without making anything. */
    static void check(VmOptions options, Reporter reporter) throws OptionException, IOException {
        if (options.machine().type() == MachineType.NONE) {
            return;
        }
        MachineAssembly assembly = new MachineAssembly(options, new MemoryObjects(), FdSource.NONE, null, reporter);
        assembly.refuseParts();
        cpu(options);
        try {
            assembly.boot(options.memory().size(), assembly.append());
        } catch (BootException e) {
            throw OptionException.line(e.line(StderrReporter.PROGRAM));
        }
    }

    /** What QEMU's microvm may leave out and Baton's cannot. */
    private void refuseParts() throws OptionException {
        if (shape.q35()) {
            return;
        }
        if (options.machine().microvm().pic() == OnOffAuto.OFF) {
            throw new OptionException("-machine microvm,pic=off: not supported by Baton: KVM's PIC is always there");
        }
        if (options.machine().microvm().pit() == OnOffAuto.OFF) {
            throw new OptionException("-machine microvm,pit=off: not supported by Baton: leave the PIT on");
        }
    }

    /** Refuses RAM that would start empty under a guest that is taken over. */
    private RamBackend continued(RamBackend ram) throws OptionException {
        boolean empty = inherited.inherits() && !options.migration().incoming().isEmpty() && !ram.continues();
        if (empty) {
            throw new OptionException("The old process handed over no memory '" + ram.name()
                    + "': give the same -object memory-backend-* and -machine options as it has");
        }
        return ram;
    }

    private RamBackend mainMemory() throws OptionException, MemoryException {
        String id = options.memory().backend();
        if (id == null) {
            MemoryBackendConfig main =
                    MemoryMapping.main(options.machine().type().ramId(), options.memory(), options.machine());
            RamBackend made = RamBackends.create(main);
            objects.adopt(made);
            return made;
        }
        RamBackend named = objects.use(id);
        if (named.length() != options.memory().size()) {
            throw new OptionException("Machine memory size does not match the size of the memory backend");
        }
        return named;
    }

    /** The processors that were asked for. */
    static CpuConfig cpu(VmOptions options) throws OptionException {
        Map<String, Boolean> features = new LinkedHashMap<>();
        for (CpuOptions.Feature feature : options.cpu().features()) {
            switch (feature.value()) {
                case "on" -> features.put(feature.name(), true);
                case "off" -> features.put(feature.name(), false);
                default -> throw new OptionException(
                        "-cpu: " + feature.name() + "=" + feature.value() + ": not supported by Baton: leave it out");
            }
        }
        return new CpuConfig(
                options.cpu().model(),
                features,
                options.smp().cpus(),
                options.smp().cores(),
                options.smp().threads());
    }

    private BootPlan boot(long ramBytes, String append) throws BootException, IOException {
        String path = options.boot().kernel();
        E820Map memory = shape.memory(ramBytes);
        if (path == null && options.boot().disk() != null) {
            return Boot.sector(options.boot().disk(), memory, options.smp().cpus());
        }
        byte[] kernel = path == null ? embeddedGuest(ramBytes) : Boot.readKernel(path, ramBytes);
        String initrdPath = options.boot().initrd();
        byte[] initrd = initrdPath == null ? new byte[0] : Boot.readInitrd(initrdPath, ramBytes);
        int rsdp = shape.rootPointer();
        return Boot.plan(
                new BootRequest(kernel, initrd, append, memory, options.smp().cpus(), rsdp));
    }

    /** Baton's own guest, for those who name no kernel. Beside the jar, where there is one: opening that costs 8 ms. */
    private static byte[] embeddedGuest(long ramBytes) throws BootException, IOException {
        String lib = System.getProperty("baton.lib");
        if (lib != null && Files.exists(lib + "/guest.elf")) {
            return Boot.readKernel(lib + "/guest.elf", ramBytes);
        }
        try (InputStream in = MachineAssembly.class.getResourceAsStream(EMBEDDED_GUEST)) {
            return in.readAllBytes();
        }
    }

    private static PcConfig.RtcClock rtcClock(ClockOptions.Source source) {
        return switch (source) {
            case HOST -> PcConfig.RtcClock.HOST;
            case RT -> PcConfig.RtcClock.RT;
            case VM -> PcConfig.RtcClock.VM;
        };
    }

    private long rtcBase() {
        ClockOptions clock = options.run().clock();
        Instant now = Instant.now();
        return switch (clock.base()) {
            case UTC -> now.getEpochSecond();
            case LOCALTIME -> now.getEpochSecond()
                    + ZoneId.systemDefault().getRules().getOffset(now).getTotalSeconds();
            case DATETIME -> clock.startSeconds();
        };
    }
}
