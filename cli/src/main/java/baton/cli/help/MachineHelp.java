package baton.cli.help;

/** {@code -machine help} and {@code -machine TYPE,help}. */
final class MachineHelp {
    private MachineHelp() {}

    static String text(String type) {
        boolean microvm = "microvm".equals(type);
        boolean q35 = "q35".equals(type) || type != null && type.startsWith("pc-q35-10.");
        if (!microvm && !q35 && !"none".equals(type)) {
            return "Supported machines are:\n"
                    + "microvm              microvm (i386) (default)\n"
                    + "none                 empty machine\n"
                    + "q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-10.2)\n"
                    + "pc-q35-10.2          Standard PC (Q35 + ICH9, 2009)\n"
                    + "pc-q35-10.1          Standard PC (Q35 + ICH9, 2009)\n"
                    + "pc-q35-10.0          Standard PC (Q35 + ICH9, 2009)\n";
        }
        PropertyList list = new PropertyList(("q35".equals(type) ? "pc-q35-10.2" : type) + "-machine");
        if (microvm) {
            list.add("acpi=<OnOffAuto>", "Enable ACPI");
        }
        list.add("append=<string>", "Linux kernel command line");
        if (microvm) {
            list.add(
                    "auto-kernel-cmdline=<bool>",
                    "Set off to disable adding virtio-mmio devices to the kernel cmdline");
        }
        list.add("aux-ram-share=<bool>", "Use anonymous shared memory for auxiliary guest RAMs");
        list.add("boot=<BootConfiguration>", "Boot configuration");
        list.add("dump-guest-core=<bool>", "Include guest memory in a core dump");
        list.add("graphics=<bool>", "Set on/off to enable/disable graphics emulation");
        list.add("initrd=<string>", "Linux initial ramdisk file");
        if (microvm) {
            list.add("ioapic2=<OnOffAuto>", "Enable second IO-APIC");
            list.add("isa-serial=<bool>", "Set off to disable the instantiation an ISA serial port");
        }
        list.add("kernel=<string>", "Linux kernel image file");
        list.add("mem-merge=<bool>", "Enable/disable memory merge support");
        list.add("memory-backend=<link<memory-backend>>", "Set RAM backendValid value is ID of hostmem based backend");
        list.add("memory=<MemorySizeConfiguration>", "Memory size configuration");
        if (microvm) {
            list.add("pcie=<OnOffAuto>", "Enable PCIe").add("pic=<OnOffAuto>", "Enable i8259 PIC");
            list.add("pit=<OnOffAuto>", "Enable i8254 PIT").add("rtc=<OnOffAuto>", "Enable MC146818 RTC");
            list.add("smm=<OnOffAuto>", "Enable SMM");
        }
        list.add("smp=<SMPConfiguration>", "CPU topology");
        list.add("usb=<bool>", "Set on/off to enable/disable usb");
        return microvm
                ? list.add("x-option-roms=<bool>", "Set off to disable loading option ROMs")
                        .toString()
                : list.toString();
    }
}
