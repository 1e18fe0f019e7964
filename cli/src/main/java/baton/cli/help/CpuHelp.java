package baton.cli.help;

/** {@code -cpu help}. */
final class CpuHelp {
    private CpuHelp() {}

    static String text() {
        return "Available CPUs:\n"
                + "  host                  processor with all supported host features \n"
                + "  max                   Enables all features supported by the accelerator in the current host\n"
                + "  qemu64                QEMU Virtual CPU version 2.5+\n"
                + "\nFlags are given as +flag, -flag or flag=on|off, by QEMU's names: cx16, x2apic, invtsc, ...\n";
    }
}
