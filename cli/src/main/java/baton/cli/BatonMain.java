package baton.cli;

/** Baton's own commands: what {@code bin/baton} runs. */
public final class BatonMain {
    private BatonMain() {}

    /** Runs the command {@code args[0]}. */
    public static void main(String[] args) {
        System.out.println("Baton 0.1.0");
    }
}
