package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.channel.ChannelAddress;
import baton.migration.channel.MigrationChannel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmOptionsTest {
    private static final OnOffAuto AUTO = OnOffAuto.AUTO;

    private static final ConfinementOptions UNCONFINED =
            new ConfinementOptions(false, false, true, false, true, true, null, null);

    @Test
    void nothingGiven_givesQemusDefaults() throws OptionException {
        VmOptions options = Parsing.run();

        MicrovmOptions parts = new MicrovmOptions(AUTO, AUTO, AUTO, AUTO, AUTO, AUTO, true, true, true);
        assertEquals(new MachineOptions(MachineType.MICROVM, parts, true, true), options.machine());
        assertEquals(List.of(new AcceleratorOptions(AcceleratorOptions.Kind.KVM, 0)), options.accelerators());
        assertEquals(new CpuOptions("qemu64", List.of()), options.cpu());
        assertEquals(new SmpOptions(1, 1, 1, 1, 1), options.smp());
        assertEquals(new MemoryOptions(128 << 20, 0, 128 << 20, null, null, false, false), options.memory());
        assertEquals(List.of(), options.objects());
        assertEquals(
                new BootOptions(null, null, null, null, new BootOrder("cad", null, false, false, -1, -1)),
                options.boot());
        assertEquals(
                new RunOptions(
                        false,
                        new ActionOptions(false, false, "shutdown", "reset"),
                        new ClockOptions(ClockOptions.Base.UTC, 0, ClockOptions.Source.HOST),
                        new OvercommitOptions(OvercommitOptions.MemLock.OFF)),
                options.run());
        assertEquals(
                new ProcessOptions(
                        null,
                        false,
                        null,
                        null,
                        false,
                        false,
                        UNCONFINED,
                        new LogOptions(false, false, null, List.of()),
                        List.of(),
                        null),
                options.process());
        assertEquals(new MigrationOptions(List.of(), List.of(), false, false), options.migration());
        assertEquals(List.of(), options.devices());
        assertEquals(List.of(), options.warnings());
    }

    @Test
    void firmwareFiles_areReadInOrder() throws OptionException {
        VmOptions options = Parsing.run("-fw_cfg", "opt/b,string=text", "-fw_cfg", "name=a,file=/x");

        assertEquals(
                List.of(
                        new FirmwareFileOptions("opt/b", "text", null, "-fw_cfg opt/b,string=text"),
                        new FirmwareFileOptions("a", null, "/x", "-fw_cfg name=a,file=/x")),
                options.firmwareFiles());
        assertEquals(
                List.of("-fw_cfg name=a,file=/x: warning: externally provided fw_cfg item names should be prefixed with"
                        + " \"opt/\""),
                options.warnings());
    }

    @Test
    void machineProperties_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-M",
                "microvm,acpi=off,pic=on,pit=off,rtc=on,ioapic2=off,pcie=off,smm=off,isa-serial=off,x-option-roms=off",
                "--machine",
                "auto-kernel-cmdline=off,dump-guest-core=off,mem-merge=off,suppress-vmdesc=off,usb=off,graphics=off,",
                "-machine",
                "kernel-irqchip=on,kernel=k,initrd=i,append=a,,b,boot.order=n,smp.cpus=2,memory.size=1G");

        MicrovmOptions parts = new MicrovmOptions(
                OnOffAuto.OFF,
                OnOffAuto.OFF,
                OnOffAuto.ON,
                OnOffAuto.OFF,
                OnOffAuto.ON,
                OnOffAuto.OFF,
                false,
                false,
                false);
        assertEquals(new MachineOptions(MachineType.MICROVM, parts, false, false), options.machine());
        assertEquals("k", options.boot().kernel());
        assertEquals("i", options.boot().initrd());
        assertEquals("a,b", options.boot().append());
        assertEquals("n", options.boot().order().order());
        assertEquals(2, options.smp().cpus());
        assertEquals(1L << 30, options.memory().size());
    }

    @Test
    void processorOptions_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-accel",
                "kvm,dirty-ring-size=4096,kernel-irqchip=split",
                "-accel",
                "qtest",
                "-accel",
                "tcg",
                "-cpu",
                "host,+sse4_1,-svm,migratable=yes,phys-bits=40",
                "-smp",
                "2,maxcpus=8,sockets=2,threads=2");

        assertEquals(
                List.of(
                        new AcceleratorOptions(AcceleratorOptions.Kind.KVM, 4096),
                        new AcceleratorOptions(AcceleratorOptions.Kind.QTEST, 0),
                        new AcceleratorOptions(AcceleratorOptions.Kind.TCG, 0)),
                options.accelerators());
        assertEquals("host", options.cpu().model());
        assertEquals(
                "sse4-1=on svm=off migratable=on phys-bits=40",
                String.join(
                        " ",
                        options.cpu().features().stream()
                                .map(f -> f.name() + "=" + f.value())
                                .toList()));
        assertEquals(new SmpOptions(2, 8, 2, 2, 2), options.smp());
    }

    @Test
    void memoryOptions_areAllRead() throws OptionException {
        VmOptions plain = Parsing.run("-m", "64", "-m", "slots=3,maxmem=1G", "-mem-path", "/p", "-mem-prealloc");
        VmOptions backend = Parsing.run(
                "-M", "microvm,memory-backend=r,aux-ram-share=on", "-object", "memory-backend-ram,id=r,size=32M");

        assertEquals(new MemoryOptions(64 << 20, 3, 1 << 30, null, "/p", true, false), plain.memory());
        assertEquals(new MemoryOptions(32 << 20, 0, 32 << 20, "r", null, false, true), backend.memory());
    }

    @Test
    void memoryBackends_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-object",
                "memory-backend-file,id=f,size=2M,mem-path=/f,align=2M,offset=4K,discard-data=on,readonly=on,rom=off,"
                        + "share=on,dump=off,merge=off,prealloc=on,prealloc-threads=4,policy=bind,host-nodes=0-1,"
                        + "host-nodes=3,x-use-canonical-path-for-ramblock-id=on",
                "-object",
                "memory-backend-memfd,id=m,size=2M,hugetlb=on,hugetlbsize=2M,seal=off,share=off,reserve=off",
                "-object",
                "memory-backend-shm,id=s,size=4096",
                "-object",
                "secret,id=k,data=aGk=,format=base64,keyid=m,iv=x");

        MemoryTuning all = new MemoryTuning(false, false, true, 4, true, "bind", List.of(0, 1, 3), true);
        MemoryTuning noReserve = new MemoryTuning(true, true, false, 0, false, "default", List.of(), false);
        MemoryTuning usual = new MemoryTuning(true, true, false, 0, true, "default", List.of(), false);
        assertEquals(
                List.of(
                        new MemoryBackendOptions(
                                "f",
                                2 << 20,
                                true,
                                new MemoryStore.File("/f", 2 << 20, 4096, true, true, OnOffAuto.OFF),
                                all),
                        new MemoryBackendOptions(
                                "m", 2 << 20, false, new MemoryStore.Memfd(true, 2 << 20, false), noReserve),
                        new MemoryBackendOptions("s", 4096, true, new MemoryStore.Shm(), usual),
                        new SecretOptions("k", "aGk=", null, true, "m", "x")),
                options.objects());
    }

    @Test
    void bootAndRunOptions_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-S",
                "-no-reboot",
                "-no-shutdown",
                "-action",
                "panic=none",
                "-watchdog-action",
                "pause",
                "-rtc",
                "base=2006-06-17T16:01:21,clock=vm,driftfix=none",
                "-overcommit",
                "mem-lock=on,cpu-pm=off",
                "-kernel",
                "k",
                "-initrd",
                "i",
                "-append",
                "a",
                "-boot",
                "order=nc,once=d,menu=on,strict=on,splash-time=5,reboot-timeout=6");

        assertEquals(
                new RunOptions(
                        true,
                        new ActionOptions(true, true, "none", "pause"),
                        new ClockOptions(ClockOptions.Base.DATETIME, 1150560081, ClockOptions.Source.VM),
                        new OvercommitOptions(OvercommitOptions.MemLock.ON)),
                options.run());
        assertEquals(new BootOptions("k", "i", "a", null, new BootOrder("nc", "d", true, true, 5, 6)), options.boot());
    }

    @Test
    void diskOfQ35_isBootedFrom() throws OptionException {
        VmOptions options = Parsing.run(
                "-M",
                "pc-q35-10.2,",
                "-drive",
                "if=none,id=d0,file=/a/b,format=raw",
                "-device",
                "ide-hd,drive=d0,secs=1,cyls=1,heads=1");

        assertEquals(MachineType.Q35, options.machine().type());
        assertEquals("/a/b", options.boot().disk());
        assertEquals(
                "/c",
                Parsing.run("-M", "q35", "-drive", "file=/c,format=raw").boot().disk());
    }

    @Test
    void processOptions_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-name",
                "guest=g,debug-threads=on",
                "-uuid",
                "ABCDEF00-2222-3333-4444-555555555555",
                "-pidfile",
                "p",
                "-daemonize",
                "-run-with",
                "exit-with-parent=on",
                "-msg",
                "timestamp=on,guest-name=on",
                "-D",
                "log",
                "-d",
                "int,trace:x",
                "-add-fd",
                "fd=5,set=0,opaque=o");

        assertEquals(
                new ProcessOptions(
                        "g",
                        true,
                        "abcdef00-2222-3333-4444-555555555555",
                        "p",
                        true,
                        true,
                        UNCONFINED,
                        new LogOptions(true, true, "log", List.of("int", "trace:x")),
                        List.of(new FdSetEntry(5, 0, "o", "-add-fd fd=5,set=0,opaque=o")),
                        null),
                options.process());
    }

    @Test
    void migrationOptions_areAllRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-incoming",
                "tcp:0:1",
                "-incoming",
                "cpr,addr.transport=socket,addr.type=unix,addr.path=/p",
                "-incoming",
                "defer",
                "-only-migratable",
                "-global",
                "migration.x-events=on",
                "-global",
                "driver=migration,property=mode,value=cpr-exec");

        MigrationOptions migration = options.migration();
        assertTrue(migration.onlyMigratable());
        assertTrue(migration.incoming(MigrationChannel.Kind.MAIN).deferred());
        assertEquals(
                new ChannelAddress.Unix("/p"),
                migration.incoming(MigrationChannel.Kind.CPR).address());
        assertEquals(2, migration.incoming().size());
        assertEquals(
                List.of(
                        new GlobalProperty("migration", "x-events", "on"),
                        new GlobalProperty("migration", "mode", "cpr-exec")),
                migration.globals());
    }

    @Test
    void incomingForms_giveTheSameAddress() throws OptionException {
        String keys = "main,addr.transport=file,addr.filename=/x,addr.offset=16";
        String json = "{\"channel-type\":\"main\",\"addr\":{\"transport\":\"file\",\"filename\":\"/x\",\"offset\":16}}";

        for (String form : List.of("file:/x,offset=0x10", keys, json)) {
            IncomingOptions incoming =
                    Parsing.run("-incoming", form).migration().incoming(MigrationChannel.Kind.MAIN);

            assertEquals(new ChannelAddress.File("/x", 16), incoming.address());
            assertFalse(incoming.deferred());
            assertEquals("-incoming " + form, incoming.where());
        }
    }

    @Test
    void serialDevice_isRead() throws OptionException {
        VmOptions options = Parsing.run(
                "-chardev", "null,id=c",
                "-device", "{\"driver\":\"isa-serial\",\"chardev\":\"c\",\"id\":\"serial0\",\"index\":0}",
                "-device", "isa-serial,iobase=0x2f8,irq=3");

        SerialDeviceOptions first = options.devices().get(0);
        SerialDeviceOptions second = options.devices().get(1);
        assertEquals(new SerialDeviceOptions("serial0", "c", 0, -1, -1, first.where()), first);
        assertEquals(new SerialDeviceOptions(null, null, -1, 0x2f8, 3, second.where()), second);
        assertEquals(List.of(), options.console().serials());
    }

    @Test
    void libvirtsDomain_isAccepted() throws OptionException {
        String line = "-name guest=m1,debug-threads=on -S"
                + " -object {\"qom-type\":\"secret\",\"id\":\"masterKey0\",\"format\":\"raw\",\"file\":\"/k\"}"
                + " -machine microvm,usb=off,dump-guest-core=off,memory-backend=microvm.ram -accel kvm"
                + " -cpu host,migratable=on -m 64"
                + " -object {\"qom-type\":\"memory-backend-ram\",\"id\":\"microvm.ram\",\"size\":67108864}"
                + " -overcommit mem-lock=off -smp 1,sockets=1,cores=1,threads=1"
                + " -uuid 11111111-2222-3333-4444-555555555555 -display none -no-user-config -nodefaults"
                + " -chardev socket,id=charmonitor,fd=31,server=on,wait=off"
                + " -mon chardev=charmonitor,id=monitor,mode=control -rtc base=utc -no-shutdown -boot strict=on"
                + " -add-fd set=0,fd=33,opaque=serial0-source"
                + " -chardev file,id=charserial0,path=/dev/fdset/0,append=on"
                + " -device {\"driver\":\"isa-serial\",\"chardev\":\"charserial0\",\"id\":\"serial0\",\"index\":0}"
                + " -audiodev {\"id\":\"audio1\",\"driver\":\"none\"} -msg timestamp=on -incoming defer";

        VmOptions options = Parsing.run(line.split(" "));

        assertEquals(67108864, options.memory().size());
        assertEquals(2, options.console().chardevs().size());
        assertEquals(List.of(), options.warnings());
    }

    @Test
    void libvirtsProbe_isAccepted() throws OptionException {
        VmOptions options = Parsing.run(
                "-S",
                "-no-user-config",
                "-nodefaults",
                "-nographic",
                "-machine",
                "none,accel=kvm:tcg",
                "-qmp",
                "unix:/d/qmp.monitor,server=on,wait=off",
                "-pidfile",
                "/d/qmp.pid",
                "-daemonize");

        assertEquals(MachineType.NONE, options.machine().type());
        assertEquals(0, options.memory().size());
        assertEquals(1, options.console().monitors().size());
    }

    @Test
    void shortFlag_warnsAsQemuDoes() throws OptionException {
        VmOptions options = Parsing.run("-overcommit", "mem-lock");

        assertEquals(
                List.of("-overcommit mem-lock: warning: short-form boolean option 'mem-lock' deprecated\n"
                        + "Please use mem-lock=on instead"),
                options.warnings());
    }

    @Test
    void helpWord_asksForText() throws OptionException {
        assertEquals(new Request.Help(Request.Topic.OPTIONS, null), Parsing.help("-S", "--help"));
        assertEquals(new Request.Help(Request.Topic.VERSION, null), Parsing.help("-version", "-bogus"));
        assertEquals(new Request.Help(Request.Topic.MACHINE, null), Parsing.help("-M", "help"));
        assertEquals(new Request.Help(Request.Topic.MACHINE, "microvm"), Parsing.help("-M", "microvm,help"));
        assertEquals(new Request.Help(Request.Topic.DEVICE, null), Parsing.help("-device", "help"));
        assertEquals(new Request.Help(Request.Topic.DEVICE, "isa-serial"), Parsing.help("-device", "isa-serial,help"));
        assertEquals(new Request.Help(Request.Topic.OBJECT, null), Parsing.help("-object", "help"));
        assertEquals(new Request.Help(Request.Topic.OBJECT, "secret"), Parsing.help("-object", "secret,help"));
        assertEquals(new Request.Help(Request.Topic.CPU, null), Parsing.help("-cpu", "?"));
        assertEquals(new Request.Help(Request.Topic.ACCEL, null), Parsing.help("-accel", "help"));
        assertEquals(
                List.of("qemu: -device foo,help: Device 'foo' not found"),
                Arrays.asList(Parsing.error("-device", "foo,help")));
    }

    @Test
    void confinement_isReadFromBothOptions() throws OptionException {
        assertEquals(
                new ConfinementOptions(true, false, false, false, false, false, "nobody", "/srv"),
                Parsing.run(
                                "-sandbox",
                                "on,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
                                "-run-with",
                                "user=nobody,chroot=/srv")
                        .process()
                        .confinement());
        assertEquals("qemu: -sandbox on,spawn=x: invalid argument for spawn", Parsing.error("-sandbox", "on,spawn=x"));
    }

    @Test
    void set_changesTheOptionBeforeIt() throws OptionException {
        assertEquals(
                new ChardevBackend.File("b,c", false, null),
                Parsing.run("-chardev", "file,id=c,path=a", "-set", "chardev.c.path=b,c")
                        .console()
                        .chardevs()
                        .get(0)
                        .backend());
        assertEquals("qemu: -set foo: can't parse: \"foo\"", Parsing.error("-set", "foo"));
        assertEquals(
                "qemu: -set chardev.c.path=x: there is no chardev \"c\" defined",
                Parsing.error("-set", "chardev.c.path=x", "-chardev", "file,id=c,path=a"));
    }

    @Test
    void trace_isTheLogsPatternAndFile() throws OptionException {
        assertEquals(
                new LogOptions(false, false, "f", List.of("trace:qmp*", "trace:migration")),
                Parsing.run("-trace", "qmp*", "-trace", "enable=migration,file=f")
                        .process()
                        .log());
    }
}
