package baton.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code baton demo}: every mode, for real, then a table; with a terminal the last guest ends up at a prompt there. */
@Command(
        name = "demo",
        description = "Hand a running guest from process to process, as a QEMU user would type it, and time it.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final Path KVM = Path.of("/dev/kvm");

    private final Screen screen = new Screen(System.out);

    /** Runs the demo; the result is the exit status. */
    @Override
    public Integer call() {
        try {
            checkHost();
            run(Path.of(System.getProperty("baton.lib")).resolveSibling("bin"));
            return 0;
        } catch (DemoFailed e) {
            System.err.println("baton demo: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("baton demo: cannot write its files: " + e.getMessage());
        }
        return 1;
    }

    private static void checkHost() throws DemoFailed {
        if (System.getProperty("baton.lib") == null) {
            throw new DemoFailed("start it by bin/baton, not by java");
        }
        if (!Files.exists(KVM)) {
            throw new DemoFailed(
                    "no /dev/kvm: this machine has no KVM, or the module kvm_intel or kvm_amd is not loaded");
        }
        if (!Files.isReadable(KVM) || !Files.isWritable(KVM)) {
            throw new DemoFailed("no permission to open /dev/kvm: become a member of its group (kvm), or run as root");
        }
    }

    private void run(Path launcher) throws DemoFailed, IOException {
        screen.say(
                "A guest with two CPUs counts its timer ticks, prints a numbered line every 100 ms and keeps writing 64 MiB");
        screen.say("of its 256 MiB RAM. Its process ends, or becomes another one; that goes on with it.");
        List<HandOver> done = new ArrayList<>();
        for (DemoMode mode : DemoModes.all()) {
            boolean last = done.size() == DemoModes.all().size() - 1;
            try (Stage stage = new Stage(launcher, screen)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(stage), "cleaner"));
                screen.title(mode.name());
                done.add(mode.show(stage));
                if (last && System.console() != null) {
                    screen.say(Summary.of(done));
                    new LastPrompt(stage).open();
                } else {
                    stage.current().quit();
                }
            }
        }
        if (System.console() == null) {
            screen.say(Summary.of(done));
        }
    }

    private static void close(Stage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            System.err.println("baton demo: cleaning up: " + e.getMessage());
        }
    }
}
