package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRefusalTest {
    /** Words and errors as QEMU gave them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "-foo|-foo: invalid option",
                "--foo|--foo: invalid option",
                "-m|-m: requires an argument",
                "-name a=b|-name a=b: Invalid parameter 'a'",
                "-uuid zzz|-uuid zzz: failed to parse UUID string: wrong format",
                "-smp 0|Invalid CPU topology: CPU topology parameters must be greater than zero",
                "-smp 2,sockets=3|Invalid CPU topology: product of the hierarchy must match maxcpus: sockets (3) * cores (0) * threads (1) != maxcpus (2)",
                "-smp 5,maxcpus=4|Invalid CPU topology: maxcpus must be equal to or greater than smp: sockets (1) * cores (4) * threads (1) == maxcpus (4) < smp_cpus (5)",
                "-smp cpus=2,foo=3|Parameter 'smp.foo' is unexpected",
                "-smp abc|Parameter 'smp.cpus' expects integer",
                "-smp 300|Invalid SMP CPUs 300. The max CPUs supported by machine 'microvm' is 288",
                "-smp 2 -M none|Invalid SMP CPUs 2. The max CPUs supported by machine 'none' is 1",
                "-smp 2,dies=2|dies > 1 not supported by this machine's CPU topology",
                "-cpu foo|unable to find CPU model 'foo'",
                "-cpu qemu64,+foo|Property 'qemu64-x86_64-cpu.foo' not found",
                "-cpu qemu64,foo|can't apply global qemu64-x86_64-cpu.foo=on: Property 'qemu64-x86_64-cpu.foo' not found",
                "-M microvm,foo=bar|Property 'microvm-machine.foo' not found",
                "-M q35,rtc=on|Property 'pc-q35-10.2-machine.rtc' not found",
                "-M q35 -device ide-hd|-device ide-hd: No drive specified",
                "-M q35 -device ide-hd,drive=d|-device ide-hd,drive=d: Property 'ide-hd.drive' can't find value 'd'",
                "-drive file=x,format=raw,if=none,id=d -device ide-hd,drive=d|-device ide-hd,drive=d: No 'IDE' bus found for device 'ide-hd'",
                "-M none,acpi=on|Property 'none-machine.acpi' not found",
                "-M microvm,pit=maybe|Parameter 'pit' does not accept value 'maybe'",
                "-M microvm,foo|-M microvm,foo: Expected '=' after parameter 'foo'",
                "-M ,microvm|-M ,microvm: Invalid parameter ''",
                "-M microvm,,x|-M microvm,,x: Invalid parameter ''",
                "-M microvm,a..b=x|-M microvm,a..b=x: Invalid parameter 'a..b'",
                "-M microvm,memory.foo=1|Parameter 'memory.foo' is unexpected",
                "-M microvm,memory.size=zz|Parameter 'memory.size' expects size",
                "-M microvm,usb=maybe|Parameter 'usb' expects 'on' or 'off'",
                "-M microvm,memory-backend.a=x|Parameters 'memory-backend.*' are unexpected",
                "-M microvm,smp.cpus=2,smp=3|-M microvm,smp.cpus=2,smp=3: Parameters 'smp.*' used inconsistently",
                "-accel foo|-accel foo: invalid accelerator foo",
                "-accel kvm,foo=1|-accel kvm,foo=1: Property 'kvm-accel.foo' not found",
                "-accel kvm,dirty-ring-size=3|-accel kvm,dirty-ring-size=3: dirty-ring-size must be a power of two.",
                "-machine accel=kvm -accel kvm|The -accel and \"-machine accel=\" options are incompatible",
                "-rtc foo=1|-rtc foo=1: Invalid parameter 'foo'",
                "-rtc clock=foo|invalid option value 'foo'",
                "-boot order=z|Invalid boot device 'z'",
                "-boot order=cc|Boot device 'c' was given twice",
                "-boot foo=1|Parameter 'boot.foo' is unexpected",
                "-boot strict=zz|Parameter 'boot.strict' expects 'on' or 'off'",
                "-overcommit mem-lock=foo|-overcommit mem-lock=foo: parameter 'mem-lock' expects one of 'on', 'off', 'on-fault'",
                "-msg timestamp=maybe|-msg timestamp=maybe: Parameter 'timestamp' expects 'on' or 'off'",
                "-chardev foo|-chardev foo: chardev: no id specified",
                "-chardev foo,id=x|-chardev foo,id=x: 'foo' is not a valid char driver name",
                "-chardev stdio,id=x,mux=maybe|-chardev stdio,id=x,mux=maybe: Parameter 'mux' expects 'on' or 'off'",
                "-chardev file,id=x|-chardev file,id=x: chardev: file: no filename given",
                "-chardev null,id=x -chardev null,id=x|-chardev null,id=x: Duplicate ID 'x' for chardev",
                "-chardev socket,id=x|-chardev socket,id=x: Unable to parse FD number ",
                "-chardev socket,id=x,host=y|-chardev socket,id=x,host=y: chardev: socket: no port given",
                "-chardev socket,id=x,path=/x,wait=on|-chardev socket,id=x,path=/x,wait=on: 'wait' option is incompatible with socket in client connect mode",
                "-chardev ringbuf,id=x,size=3|-chardev ringbuf,id=x,size=3: size of ringbuf chardev must be power of two",
                "-monitor chardev:nope|-monitor chardev:nope: chardev \"nope\" not found",
                "-mon mode=control|-mon mode=control: Parameter 'chardev' is missing",
                "-mon nope|-mon nope: chardev \"nope\" not found",
                "-nic foo|-nic foo: Parameter 'type' does not accept value 'foo'",
                "-nic user,bogus=1|-nic user,bogus=1: Invalid parameter 'bogus'",
                "-nic user,addr=3|-nic user,addr=3: Invalid parameter 'addr'",
                "-nic user,mac=zz|-nic user,mac=zz: invalid syntax for ethernet address",
                "-nic user,mac=525400123456|-nic user,mac=525400123456: invalid syntax for ethernet address",
                "-nic user,mac=52:54:00:12:34:56:78|-nic user,mac=52:54:00:12:34:56:78: invalid syntax for ethernet address",
                "-nic user,mac=33:33:33:33:33:33|-nic user,mac=33:33:33:33:33:33: NIC cannot have multicast MAC address",
                "-nic dgram|-nic dgram: dgram requires local= parameter",
                "-nic user,id=a -netdev user,id=a|-nic user,id=a: Duplicate ID 'a'",
                "-nic user,model.x=1|-nic user,model.x=1: Parameters 'model.*' are unexpected",
                "-net foo|-net foo: Parameter 'type' does not accept value 'foo'",
                "-net nic,netdev=x|-net nic,netdev=x: netdev 'x' not found",
                "-netdev user,id=x -net nic,netdev=x,name=y|-net nic,netdev=x,name=y: Invalid parameter 'name'",
                "-mon x,mode=zz|-mon x,mode=zz: Parameter 'mode' does not accept value 'zz'",
                "-serial stdio -monitor stdio|-serial stdio: cannot use stdio by multiple character devices",
                "-serial tcp:foo|-serial tcp:foo: could not connect serial device to character backend 'tcp:foo'",
                "-serial chardev:nope|-serial chardev:nope: could not connect serial device to character backend 'chardev:nope'",
                "-global x=1|-global x=1: Invalid parameter 'x'",
                "-global driver=foo,property=x|-global driver=foo,property=x: options 'driver', 'property', and 'value' are required",
                "-readconfig /nonexistent/x|-readconfig /nonexistent/x: Could not open '/nonexistent/x': No such file or directory",
                "-device id=x|-device id=x: Parameter 'driver' is missing",
                "-object foo|-object foo: Parameter 'qom-type' does not accept value 'foo'",
                "-object secret,id=s|Either 'file' or 'data' must be provided",
                "-object memory-backend-ram,id=x,size=zz|-object memory-backend-ram,id=x,size=zz: Parameter 'size' expects a size value",
                "-object {\"qom-type\":\"memory-backend-ram\",\"id\":\"x\",\"size\":\"1\"}|-object {\"qom-type\":\"memory-backend-ram\",\"id\":\"x\",\"size\":\"1\"}: Parameter 'size' expects uint64",
                "-m foo=1|-m foo=1: Invalid parameter 'foo'",
                "-m 0x40|Parameter 'memory.size' expects size",
                "-m 16E|-m 16E: Value '16E' is out of range for parameter 'size'",
                "-m 64,slots=foo|-m 64,slots=foo: Parameter 'slots' expects a number",
                "-initrd x|-initrd only allowed with -kernel option",
                "-append x|-append only allowed with -kernel option",
                "-display foo|-display foo: Parameter 'type' does not accept value 'foo'",
                "-display none,foo=1|-display none,foo=1: Parameter 'foo' is unexpected",
                "-action panic=foo|-action panic=foo: Parameter 'panic' does not accept value 'foo'",
            })
    void badValue_isRefusedInQemusWords(String line, String expected) {
        assertEquals("qemu: " + expected, Parsing.error(line.split(" ")));
    }

    @Test
    void emptyCpuModel_isRefused() {
        assertEquals("qemu: -cpu option cannot be empty", Parsing.error("-M", "none", "-cpu", ""));
    }

    @Test
    void unknownSerialBackend_givesBothOfQemusLines() {
        String expected = "qemu: -serial foo: 'foo' is not a valid char driver\n"
                + "qemu: -serial foo: could not connect serial device to character backend 'foo'";

        assertEquals(expected, Parsing.error("-serial", "foo"));
    }

    @Test
    void unknownMachine_isRefusedWithHint() {
        String expected = "qemu: unsupported machine type: \"foo\"\nUse -machine help to list supported machines";

        assertEquals(expected, Parsing.error("-M", "foo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opt/x|name, plus exactly one of file, string and gen_id, are needed",
                "opt/x,string=|name, plus exactly one of file, string and gen_id, are needed",
                "opt/x,string=a,file=b|name, plus exactly one of file, string and gen_id, are needed",
                "string=a|name, plus exactly one of file, string and gen_id, are needed",
                "opt/x,gen_id=o|Cannot find object ID 'o'",
                "opt/x,bogus=1|Invalid parameter 'bogus'",
                "opt/0123456789012345678901234567890123456789012345678901,string=a|name too long (max. 55 char)"
            })
    void firmwareFile_isRefusedInQemusWords(String value, String text) {
        assertEquals("qemu: -fw_cfg " + value + ": " + text, Parsing.error("-fw_cfg", value));
    }

    @Test
    void firmwareFile_isThereOnce() {
        assertEquals(
                "qemu: -fw_cfg opt/x,string=b: duplicate fw_cfg file name: opt/x",
                Parsing.error("-fw_cfg", "opt/x,string=a", "-fw_cfg", "opt/x,string=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-hda x",
                "-drive file=x",
                "-M q35 -drive file=x,format=qcow2",
                "-M q35 -drive file=x,format=raw,media=cdrom",
                "-M q35 -drive format=raw",
                "-M q35,i8042=on",
                "-M q35,sata=on",
                "-M q35,acpi=off",
                "-M q35,smm=on",
                "-netdev vde,id=n",
                "-vnc :0",
                "-bios x",
                "-vga std",
                "-net nic",
                "-net user",
                "-net tap,ifname=a",
                "-nic vde",
                "-M q35 -nic user",
                "-M q35 -nic user,model=e1000e",
                "-M q35 -nic user,model=virtio-net-device",
                "-nic user,model=virtio-net-pci",
                "-M none -nic user",
                "-usb",
                "-accel tcg",
                "-machine acpi=on",
                "-machine acpi=off,pcie=on",
                "-machine pcie=on,ioapic2=on",
                "-machine suppress-vmdesc=on",
                "-overcommit cpu-pm=on",
                "-rtc driftfix=slew",
                "-serial vc",
                "-chardev udp,id=x,port=1",
                "-loadvm x",
                "-gdb tcp::1",
                "-display gtk",
                "disk.img",
                "-audiodev pa,id=a"
            })
    void whatBatonLacks_isRefusedByName(String line) {
        String error = Parsing.error(line.split(" "));

        assertTrue(error.contains("not supported by Baton: "), error);
    }
}
