package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadConfigTest {
    @TempDir
    Path dir;

    @Test
    void groups_areOptions() throws OptionException, IOException {
        String file = write("# a machine\n\n[machine]\n  type = \"microvm\"\n  memory-backend = \"r\"\n"
                + "[object \"r\"]\n  qom-type = \"memory-backend-file\"\n  size = \"64M\"\n  mem-path = \"/a,b\"\n"
                + "[smp-opts]\n  cpus = \"2\"\n[memory]\n  size = \"64\"\n"
                + "[chardev \"m\"]\n  backend = \"null\"\n[mon]\n  chardev = \"m\"\n  mode = \"control\"\n");

        VmOptions options = Parsing.run("-readconfig", file);

        assertEquals(64 << 20, options.memory().size());
        assertEquals(2, options.smp().cpus());
        assertEquals("m", options.console().monitors().get(0).chardev());
        MemoryBackendOptions backend = (MemoryBackendOptions) options.objects().get(0);
        assertEquals("/a,b", ((MemoryStore.File) backend.store()).path());
    }

    @Test
    void unknownGroup_isRefused() throws IOException {
        String file = write("[foo]\n a = \"b\"\n");

        assertEquals(
                "qemu: -readconfig " + file + ": There is no option group 'foo'", Parsing.error("-readconfig", file));
    }

    @Test
    void keyOutsideGroup_isRefused() throws IOException {
        String file = write("a = \"b\"\n");

        assertEquals("qemu: -readconfig " + file + ": no group defined", Parsing.error("-readconfig", file));
    }

    @Test
    void unquotedValue_namesItsLine() throws IOException {
        String file = write("[name]\n guest = foo\n");

        assertEquals("qemu:" + file + ":2: parse error", Parsing.error("-readconfig", file));
    }

    @Test
    void endlessFile_isRefused() {
        assertEquals(
                "qemu: -readconfig /dev/zero: Could not read '/dev/zero': larger than 1 MiB",
                Parsing.error("-readconfig", "/dev/zero"));
    }

    private String write(String text) throws IOException {
        return Files.writeString(dir.resolve("vm.cfg"), text).toString();
    }
}
