package baton.machine.boot;

import java.nio.charset.StandardCharsets;

/**
 * What is to be booted.
 *
 * @param kernel the file: an ELF with a PVH note, or a Linux bzImage
 * @param initrd the initial RAM disk, empty for none
 * @param commandLine the kernel's, without NUL
 * @param memory the machine's RAM
 * @param cpus number of CPUs, with APIC ids from 0
 * @param rsdp where the board puts ACPI tables, 0 for none
 */
public record BootRequest(byte[] kernel, byte[] initrd, String commandLine, E820Map memory, int cpus, int rsdp) {
    /** A board without ACPI. */
    public BootRequest(byte[] kernel, byte[] initrd, String commandLine, E820Map memory, int cpus) {
        this(kernel, initrd, commandLine, memory, cpus, 0);
    }

    /** The command line as it stands in guest memory, with its NUL. */
    byte[] commandLineBytes() {
        byte[] text = commandLine.getBytes(StandardCharsets.UTF_8);
        byte[] ended = new byte[text.length + 1];
        System.arraycopy(text, 0, ended, 0, text.length);
        return ended;
    }
}
