package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed directory starts from anywhere, under any of its names, with or without its archive. */
class LauncherIT {
    private static final Path HOME = Path.of(System.getProperty("baton.home"));

    @TempDir
    private Path temporary;

    @Test
    void everyName_startsBaton() throws IOException, InterruptedException {
        for (String name : List.of("qemu-kvm", "qemu-system-x86_64")) {
            assertPrintsVersion(run(Map.of(), HOME.resolve("bin").resolve(name).toString(), "-version"));
        }
    }

    @Test
    void symbolicLink_startsBaton() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), HOME.resolve("bin/qemu-kvm"));
        Path linkToLink = Files.createSymbolicLink(temporary.resolve("second"), link.getFileName());

        assertPrintsVersion(run(Map.of(), linkToLink.toString(), "-version"));
    }

    @Test
    void copyElsewhere_startsAndMakesItsOwnArchive() throws IOException, InterruptedException {
        Path copy = copyTo(temporary.resolve("a b"));

        assertPrintsVersion(run(Map.of(), copy.resolve("bin/qemu-kvm").toString(), "-version"));

        assertEquals(1, archives(copy).size(), "archives in " + copy);
    }

    @Test
    void archiveThatDoesNotFit_isNoHindrance() throws IOException, InterruptedException {
        Path copy = copyTo(temporary.resolve("copy"));
        run(Map.of(), copy.resolve("bin/qemu-kvm").toString(), "-version");
        Path archive = archives(copy).get(0);
        Files.delete(archive);
        Files.writeString(archive, "not an archive");

        assertPrintsVersion(run(Map.of(), copy.resolve("bin/qemu-kvm").toString(), "-version"));
    }

    @Test
    void javaThatIsNone_isRefusedByName() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("BATON_JAVA", "/bin/false");

        Launched ran = run(environment, HOME.resolve("bin/qemu-kvm").toString(), "-version");

        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("BATON_JAVA=/bin/false"), ran.err());
    }

    @Test
    void standardOutput_isBatonsAlone() throws IOException, InterruptedException {
        // A warning of the JVM's would go to stdout by default, into a monitor that is there.
        Map<String, String> environment = Map.of("BATON_JVM_OPTIONS", "-XX:SharedArchiveFile=/dev/null");

        Launched ran = run(environment, HOME.resolve("bin/qemu-kvm").toString(), "-version");

        assertPrintsVersion(ran);
        assertFalse(ran.out().contains("["), ran.out());
    }

    private static void assertPrintsVersion(Launched ran) {
        assertTrue(ran.out().startsWith("QEMU emulator version 10.2"), ran.out() + ran.err());
        assertEquals(0, ran.status());
    }

    private static List<Path> archives(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib/cds"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** Copies what is packed, without what was made for the place where it was. */
    private static Path copyTo(Path target) throws IOException {
        for (String directory : List.of("bin", "lib")) {
            Files.createDirectories(target.resolve(directory));
            try (Stream<Path> files = Files.list(HOME.resolve(directory))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(directory).resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return target;
    }

    private Launched run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        return Launched.run(temporary, environment, command);
    }
}
