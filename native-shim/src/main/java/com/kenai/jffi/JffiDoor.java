package com.kenai.jffi;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

/**
 * Baton's way into jffi, jnr-ffi's lowest layer: loads its library and uses the four natives that bind machine code to
 * Java methods. Lives in jffi's package because they are package-private, and because jffi's own start-up (logging,
 * regular expressions, service lookup) costs 25 ms that belong to the guest's pause (docs/adr/0003).
 */
public final class JffiDoor {
    private static final String LIBRARY = "libjffi-1.2.so";

    private JffiDoor() {}

    /** Loads libjffi from {@code -Djffi.boot.library.path}, or from the native jar on the class path. */
    public static void load() throws IOException {
        String directory = System.getProperty("jffi.boot.library.path");
        File unpacked = directory == null ? null : new File(directory, LIBRARY);
        if (unpacked != null && unpacked.isFile()) {
            System.load(unpacked.getPath());
            return;
        }
        File temporary = File.createTempFile("baton", LIBRARY);
        try (InputStream in = JffiDoor.class.getResourceAsStream("/jni/x86_64-Linux/" + LIBRARY)) {
            if (in == null) {
                throw new IOException(LIBRARY + " is neither in jffi.boot.library.path nor on the class path");
            }
            Files.copy(in, temporary.toPath(), StandardCopyOption.REPLACE_EXISTING);
            System.load(temporary.getPath());
        } finally {
            Files.delete(temporary.toPath());
        }
    }

    /** Maps one fresh page, readable and writable. */
    public static long mapPage(int size) {
        return Foreign.mmap(
                0, size, Foreign.PROT_READ | Foreign.PROT_WRITE, Foreign.MAP_PRIVATE | Foreign.MAP_ANON, -1, 0);
    }

    /** Turns a page written with code into one that can only be executed and read. */
    public static boolean makeExecutable(long page, int size) {
        return Foreign.mprotect(page, size, Foreign.PROT_READ | Foreign.PROT_EXEC) == 0;
    }

    /**
     * Binds native methods.
     *
     * @param foreign an instance of jffi's Foreign made without its constructor, which would start all of jffi
     * @param table address of {@code count} JNINativeMethod entries (name, signature, code address)
     */
    public static boolean register(Object foreign, Class<?> owner, long table, int count) {
        return ((Foreign) foreign).registerNatives(owner, table, count) == 0;
    }

    /** The class whose bare instance {@link #register} needs. */
    public static Class<?> foreignClass() {
        return Foreign.class;
    }
}
