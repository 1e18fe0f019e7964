package baton.cli.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptNamesTest {
    @TempDir
    private Path directory;

    @Test
    void restored_whatTheNewProcessTook() throws Exception {
        Path socket = Files.writeString(directory.resolve("s"), "old");
        Path pid = Files.writeString(directory.resolve("pid"), "1\n");
        Files.setPosixFilePermissions(pid, PosixFilePermissions.fromString("rw-------"));
        Object file = Files.getAttribute(socket, "unix:ino");
        KeptNames names = KeptNames.of(List.of(socket), pid);
        Files.delete(socket);
        Files.writeString(socket, "new");
        Files.delete(pid);

        names.restore();

        assertEquals(file, Files.getAttribute(socket, "unix:ino"));
        assertEquals("old", Files.readString(socket));
        assertEquals("1\n", Files.readString(pid));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pid)));
        assertEquals(List.of("pid", "s"), names());
    }

    @Test
    void restored_whatNobodyTouched() throws Exception {
        Path socket = Files.writeString(directory.resolve("s"), "old");

        KeptNames.of(List.of(socket), null).restore();

        assertEquals("old", Files.readString(socket));
        assertEquals(List.of("s"), names());
    }

    @Test
    void forgotten_whatTheNewProcessHas() throws Exception {
        Path socket = Files.writeString(directory.resolve("s"), "old");
        KeptNames names = KeptNames.of(List.of(socket), null);
        Files.delete(socket);
        Files.writeString(socket, "new");

        names.forget();

        assertEquals("new", Files.readString(socket));
        assertEquals(List.of("s"), names());
    }

    @Test
    void leftoverOfAKilledUpdate_isReplaced() throws Exception {
        Path socket = Files.writeString(directory.resolve("s"), "old");
        Files.writeString(directory.resolve("s.baton-update"), "older");

        KeptNames.of(List.of(socket), null).restore();

        assertEquals("old", Files.readString(socket));
        assertEquals(List.of("s"), names());
    }

    @Test
    void pidFileThatCannotBeRead_changesNothing() throws Exception {
        Path socket = Files.writeString(directory.resolve("s"), "old");

        UpdateFailed e = assertThrows(UpdateFailed.class, () -> KeptNames.of(List.of(socket), directory));

        assertEquals(UpdateFailed.UNCHANGED, e.status());
        assertEquals(List.of("s"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
