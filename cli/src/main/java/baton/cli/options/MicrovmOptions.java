package baton.cli.options;

/**
 * The parts of a microvm. What {@code AUTO} means is the machine's to say (stream.md section 4.1).
 *
 * @param acpi ACPI tables and registers; {@code ON} only with PCI Express
 * @param pcie PCI Express
 * @param pic the pair of 8259
 * @param pit the 8254
 * @param rtc the CMOS clock
 * @param ioapic2 the second IO-APIC
 * @param isaSerial the first serial port
 * @param optionRoms whether option ROMs are offered to firmware
 * @param autoKernelCmdline whether virtio devices are named on the kernel's command line
 */
public record MicrovmOptions(
        OnOffAuto acpi,
        OnOffAuto pcie,
        OnOffAuto pic,
        OnOffAuto pit,
        OnOffAuto rtc,
        OnOffAuto ioapic2,
        boolean isaSerial,
        boolean optionRoms,
        boolean autoKernelCmdline) {
    /** Whether there is PCI Express, and the ACPI that tells guests of it. */
    public boolean hasPci() {
        return pcie == OnOffAuto.ON;
    }
}
