package baton.cli;

/** A QEMU command line: what {@code bin/qemu-kvm} and {@code bin/qemu-system-x86_64} run. */
public final class Main {
    private Main() {}

    /** Runs the machine that {@code args} describe. */
    public static void main(String[] args) {
        System.out.println("QEMU emulator version 10.2.0 (Baton 0.1.0)");
    }
}
