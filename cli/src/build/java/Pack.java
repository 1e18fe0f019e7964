import baton.cli.manual.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Packs Baton as one directory that runs anywhere: {@code bin/} and {@code lib/} with everything on the class path in one
 * jar. Run from source by the build: {@code java -cp RUNTIME_CLASS_PATH Pack.java CLI_DIRECTORY OUTPUT_DIRECTORY}.
 *
 * <p>One jar because a class-data archive does not store directories. Class files below version 50 become version 52
 * because the archive does not store those either. The native library is put beside the jar, where jffi loads it without
 * unpacking it at each start. The same input gives the same bytes, and what is equal is left alone with its archive.
 */
public final class Pack {
    private static final int OLDEST_ARCHIVED = 50;
    private static final String NATIVE_LIBRARY = "jni/x86_64-Linux/libjffi-1.2.so";
    /** 1 January 1980, 12:00: the first day a zip entry can have. */
    private static final long ENTRY_MILLIS = 315_576_000_000L;

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final ClassLoader loader;
    private byte[] nativeLibrary = new byte[0];

    private Pack(List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path element : classPath) {
            urls.add(element.toUri().toURL());
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    public static void main(String[] args) throws IOException {
        Path cli = Path.of(args[0]);
        Path out = Path.of(args[1]);
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(Files::exists)
                .toList();

        Pack pack = new Pack(classPath);
        for (Path element : classPath) {
            pack.add(element);
        }
        copyAll(cli.resolve("bin"), out.resolve("bin"));
        boolean changed = copyAll(cli.resolve("lib"), out.resolve("lib"));
        writeIfNew(out.resolve("lib/libjffi-1.2.so"), pack.nativeLibrary);
        writeIfNew(out.resolve("lib/guest.elf"), pack.entries.get("baton/guest/guest.elf"));
        for (Map.Entry<String, byte[]> document : Documents.all().entrySet()) {
            Path target = out.resolve("share").resolve(document.getKey());
            Files.createDirectories(target.getParent());
            writeIfNew(target, document.getValue());
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(out.resolve("lib/java"), java + "\n");
        changed |= writeIfNew(out.resolve("lib/baton.classes"), pack.classes());
        changed |= writeIfNew(out.resolve("lib/baton.jar"), pack.jar());
        if (changed) {
            forgetArchives(out.resolve("lib/cds"));
        }
    }

    private void add(Path element) throws IOException {
        if (Files.isDirectory(element)) {
            addTree(element, element.getFileName().toString());
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(element)) {
            addTree(jar.getPath("/"), element.getFileName().toString());
        }
    }

    private void addTree(Path root, String source) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            addFile(root.relativize(file).toString(), Files.readAllBytes(file), source);
        }
    }

    private void addFile(String name, byte[] content, String source) throws IOException {
        if (name.equals(NATIVE_LIBRARY)) {
            nativeLibrary = content;
        } else if (name.startsWith("META-INF/services/")) {
            entries.merge(name, content, Pack::join);
        } else if (name.startsWith("META-INF/")) {
            if (name.contains("LICENSE") || name.contains("NOTICE")) {
                entries.put("META-INF/licenses/" + source + "/" + name.substring(name.lastIndexOf('/') + 1), content);
            }
        } else if (name.endsWith(".class")) {
            if (!name.endsWith("module-info.class")) {
                entries.putIfAbsent(name, upgraded(content));
            }
        } else if (!name.startsWith("jni/")) {
            entries.putIfAbsent(name, content);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.write('\n');
        both.writeBytes(second);
        return both.toByteArray();
    }

    private byte[] upgraded(byte[] content) {
        ClassReader reader = new ClassReader(content);
        if (reader.readUnsignedShort(6) >= OLDEST_ARCHIVED) {
            return content;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader;
            }
        };
        reader.accept(new Upgrade(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** Sets the version to Java 8's and takes the subroutines out, which that version does not have. */
    private static final class Upgrade extends ClassVisitor {
        Upgrade(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
        }
    }

    /** All classes of our own that starts may need, for the class-data archive. */
    private byte[] classes() {
        StringBuilder names = new StringBuilder();
        for (String name : entries.keySet()) {
            boolean ours = name.startsWith("baton/")
                    && !name.startsWith("baton/cli/demo/")
                    && !name.startsWith("baton/cli/manual/");
            if (ours && name.endsWith(".class") && !name.endsWith("package-info.class")) {
                names.append(name, 0, name.length() - ".class".length()).append('\n');
            }
        }
        return names.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: baton.cli.Main\r\n\r\n".getBytes());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(ENTRY_MILLIS);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static boolean writeIfNew(Path target, byte[] content) throws IOException {
        if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), content)) {
            return false;
        }
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.write(next, content);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Copies the files of a directory; true if any of them was not there in the same form. */
    private static boolean copyAll(Path from, Path to) throws IOException {
        boolean changed = false;
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(file.getFileName());
                changed |= writeIfNew(target, Files.readAllBytes(file));
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
            }
        }
        return changed;
    }

    private static void forgetArchives(Path archives) throws IOException {
        if (Files.isDirectory(archives)) {
            try (Stream<Path> files = Files.list(archives)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
