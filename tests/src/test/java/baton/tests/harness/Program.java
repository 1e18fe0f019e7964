package baton.tests.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A monitor that can be started: Baton, or a real QEMU to compare it with. */
public record Program(String name, Path path) {
    /** What the tests are about: Baton's packed directory, or what {@code -Dbaton.program} names. */
    public static Program underTest() {
        String other = System.getProperty("baton.program");
        if (other != null && !other.isEmpty()) {
            return new Program("program", Path.of(other));
        }
        return new Program("baton", Path.of(System.getProperty("baton.home"), "bin", "qemu-system-x86_64"));
    }

    /** The real QEMU to compare with: what the environment's {@code BATON_QEMU} names, or else this host's, if there is one. */
    public static Optional<Program> qemu() {
        String chosen = System.getenv("BATON_QEMU");
        if (chosen != null && !chosen.isEmpty()) {
            return Optional.of(new Program("qemu", Path.of(chosen)));
        }
        for (String directory : List.of("/usr/bin", "/usr/local/bin")) {
            Path path = Path.of(directory, "qemu-system-x86_64");
            if (Files.isExecutable(path)) {
                return Optional.of(new Program("qemu", path));
            }
        }
        return Optional.empty();
    }

    /** Whether this is a real QEMU, whose version and few other words differ. */
    public boolean isQemu() {
        return !name.equals("baton");
    }

    /** QEMU 10.2's words for a failed load, without the details when it is another QEMU that is tested. */
    public String words(String text) {
        return isQemu() ? text.replaceAll("(load of migration failed: [^:\n]*).*\n?", "$1") : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
