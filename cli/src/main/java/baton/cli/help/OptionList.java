package baton.cli.help;

import java.util.ArrayList;
import java.util.List;

/** Every option of the command line with its syntax and one line; completion and manual are made from it too. */
public final class OptionList {
    /**
     * One option.
     *
     * @param name without dash
     * @param syntax of its argument; empty when it takes none
     * @param line what it does
     */
    public record Entry(String name, String syntax, String line) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    private OptionList() {}

    /** The list, in the order of -help. */
    public static OptionList all() {
        OptionList list = new OptionList();
        list.standard();
        list.memory();
        list.console();
        list.network();
        list.migration();
        list.process();
        list.accepted();
        return list;
    }

    /** All options in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The text of -help below its first lines. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            int heading = starts.indexOf(i);
            if (heading >= 0) {
                text.append(i == 0 ? "" : "\n").append(headings.get(heading)).append(":\n");
            }
            append(text, entries.get(i));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Entry entry) {
        int start = text.length();
        text.append('-').append(entry.name());
        text.append(entry.syntax().isEmpty() ? "" : " ").append(entry.syntax());
        if (text.length() - start >= 16) {
            text.append('\n');
            start = text.length();
        }
        while (text.length() - start < 16) {
            text.append(' ');
        }
        text.append(entry.line()).append('\n');
    }

    private void heading(String text) {
        headings.add(text);
        starts.add(entries.size());
    }

    private void add(String name, String syntax, String line) {
        entries.add(new Entry(name, syntax, line));
    }

    private void standard() {
        heading("Standard options");
        add("h", "", "print this text and exit (also -help)");
        add("version", "", "print the version and exit");
        add("machine", "[type=]name[,prop=value[,...]]", "select the machine (-machine help lists them), also -M");
        add("accel", "[accel=]name[,dirty-ring-size=n]", "select the accelerator; the first that works is taken");
        add("enable-kvm", "", "the same as -accel kvm");
        add("cpu", "model[,+flag][,-flag][,flag=on|off]", "select the CPU model (-cpu help lists them)");
        add(
                "smp",
                "[[cpus=]n][,maxcpus=n][,sockets=n][,cores=n][,threads=n]",
                "set the number of CPUs and their topology");
        add("kernel", "file", "boot this ELF, vmlinux or bzImage");
        add("initrd", "file", "give the kernel this initial RAM disk");
        add("append", "text", "give the kernel this command line");
        add(
                "boot",
                "[order=letters][,once=letters][,menu=on|off][,strict=on|off]",
                "set the boot order guests can ask for");
        add("device", "isa-serial[,chardev=id][,id=id][,index=n]", "add a serial port (-device help lists devices)");
        add(
                "drive",
                "file=path,format=raw[,if=none|ide][,id=id][,readonly=on][,cache=mode][,discard=unmap][,werror=action]",
                "a disk for -device virtio-blk-device (if=none), or to boot a q35 from");
        add("blockdev", "driver=raw|file|host_device|null-co,node-name=name[,...]", "a node of a disk");
        add("preconfig", "", "start with QMP only; x-exit-preconfig there finishes the machine");
        add("S", "", "start stopped; 'c' in the monitor or QMP cont goes on");
        add("no-reboot", "", "end instead of resetting");
        add("no-shutdown", "", "stop and stay instead of ending when the guest shuts down");
        add("action", "event=action[,...]", "set what reboot, shutdown, panic and watchdog lead to");
        add("watchdog-action", "action", "the same as -action watchdog=action");
        add("rtc", "[base=utc|localtime|date][,clock=host|rt|vm][,driftfix=none]", "set the clock the guest sees");
    }

    private void memory() {
        heading("Memory");
        add("m", "[size=]n[,slots=n][,maxmem=size]", "set guest RAM; a plain number is MiB (default 128)");
        add("fw_cfg", "[name=]name,string=text|file=file", "a file the guest reads through fw_cfg");
        add("smbios", "type=n[,key=value[,...]]", "what a q35 tells the guest of itself; n: 0 to 4, 8, 11, 17");
        add("object", "type,id=id[,prop=value[,...]]", "make a memory backend or secret (-object help lists types)");
        add("mem-path", "path", "make guest RAM in this file or directory");
        add("mem-prealloc", "", "populate guest RAM at start");
        add("overcommit", "[mem-lock=on|off|on-fault][,cpu-pm=off]", "lock memory");
    }

    private void console() {
        heading("Serial ports, monitors and what they are connected to");
        add(
                "chardev",
                "backend,id=id[,mux=on|off][,logfile=path][,...]",
                "make a chardev (-chardev help lists backends)");
        add("serial", "dev", "connect the next serial port: stdio, unix:path, file:path, mon:stdio, chardev:id, none");
        add("monitor", "dev", "open a human monitor there");
        add("qmp", "dev", "open a QMP monitor there");
        add("qmp-pretty", "dev", "the same, with indented output");
        add("mon", "[chardev=]id[,mode=readline|control][,pretty=on|off]", "open a monitor on a chardev");
        add("qtest", "unix:path|...", "let a test program read and write memory and ports there");
        add("qtest-log", "file|none", "write down what it says");
        add("nographic", "", "put the serial port and the monitor on stdio; Ctrl-a h there shows keys");
        add("nodefaults", "", "make no serial port and no monitor that was not asked for");
    }

    private void migration() {
        heading("Migration");
        add("incoming", "uri|channel|defer", "load a machine's state from there, or wait for migrate_incoming");
        add("only-migratable", "", "refuse devices whose state cannot be moved");
        add("global", "migration.property=value", "set a default of a driver's property");
        add("add-fd", "fd=n,set=n[,opaque=text]", "put an inherited descriptor into a set: /dev/fdset/n");
    }

    private void network() {
        heading("Network");
        add("netdev", "tap|stream|dgram|socket|passt|user,id=id[,...]", "make a host's end of a network card");
        add("nic", "TYPE[,model=name][,mac=address][,id=id][,...]", "make a network card and its host's end, or none");
        add("net", "none|nic,netdev=id[,model=name][,macaddr=address]", "make a card for a -netdev");
    }

    private void process() {
        heading("The process");
        add("name", "[guest=]name[,debug-threads=on|off]", "name the guest");
        add("uuid", "uuid", "give the guest this UUID");
        add("pidfile", "file", "write the process id there; gone at exit");
        add("daemonize", "", "go to the background once everything listens");
        add(
                "run-with",
                "[exit-with-parent=on|off][,user=name|uid:gid][,chroot=dir]",
                "end when the parent does; give up user and file system once all is open");
        add(
                "sandbox",
                "on[,obsolete=allow|deny][,elevateprivileges=allow|deny|children][,spawn=allow|deny][,resourcecontrol=allow|deny]",
                "filter system calls (off by default)");
        add("set", "group.id.key=value", "change an option that stands before");
        add("readconfig", "file", "read options from a file of [group \"id\"] and key = \"value\"");
        add("metrics", "unix:path|host:port", "serve counters there, in OpenMetrics form over HTTP");
        add("msg", "[timestamp=on|off][,guest-name=on|off]", "start error messages with time and guest");
        add("d", "item[,...]", "log these (-d help lists items)");
        add("trace", "[enable=]pattern[,file=file]", "log areas of the program, as -d trace:pattern and -D");
        add("D", "file", "log there instead of stderr");
    }

    private void accepted() {
        heading("Taken because they are fulfilled anyway");
        add("display", "none", "there is no display");
        add("vga", "none", "there is no graphics card");
        add("parallel", "none", "there is no parallel port");
        add("audio", "none", "there is no sound");
        add("audiodev", "none,id=id", "there is no sound");
        add("no-user-config", "", "no default configuration is read");
        add("no-fd-bootchk", "", "no floppy is checked");
        add("L", "path", "no file is searched for");
        add("k", "language", "there is no keyboard");
    }
}
