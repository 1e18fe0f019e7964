package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Linux of {@code BATON_LINUX} with {@code tests/guest/linux/disk.c} as its first process: a shell, and a program that
 * writes a disk as it counts.
 */
record LinuxGuest(Path directory, boolean pci) {
    private static final String PCI_KERNEL = "vmlinux-pci.xz";
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    /** Whether {@code folder} has a kernel that knows PCI and ACPI; else it knows virtio over mmio alone. */
    static boolean knowsPci(Path folder) {
        return Files.exists(folder.resolve(PCI_KERNEL));
    }

    /** Makes its files; the rest of its command line. There is no disk that the kernel does not know. */
    List<String> make(Path folder) throws IOException, InterruptedException {
        Path kernel = directory.resolve("vmlinux");
        Path initrd = directory.resolve("initrd");
        String image = pci && knowsPci(folder) ? PCI_KERNEL : "vmlinux.xz";
        run(kernel, "xz", "-dc", folder.resolve(image).toString());
        run(initrd, "xz", "-dc", folder.resolve("bb.cpio.xz").toString());
        Files.write(disk(), new byte[BLOCK * BLOCKS]);
        try (OutputStream more = Files.newOutputStream(initrd, StandardOpenOption.APPEND)) {
            more.write(archive("init", Files.readAllBytes(compiled())));
        }
        List<String> boot = new ArrayList<>(List.of(
                "-kernel",
                kernel.toString(),
                "-initrd",
                initrd.toString(),
                "-append",
                "console=ttyS0 quiet noxsave panic=-1 rodata=off clearcpuid=smap,popcnt,erms,fsrm"));
        if (!pci || knowsPci(folder)) {
            boot.addAll(List.of("-drive", "if=none,id=disk0,format=raw,file=" + disk()));
            boot.addAll(List.of("-device", (pci ? "virtio-blk-pci" : "virtio-blk-device") + ",drive=disk0"));
        }
        return boot;
    }

    private Path disk() {
        return directory.resolve("disk.img");
    }

    private Path compiled() throws IOException, InterruptedException {
        Path program = directory.resolve("init");
        run(
                directory.resolve("gcc.out"),
                "gcc",
                "-O2",
                "-static",
                "-nostdlib",
                "-fno-stack-protector",
                "-fno-builtin",
                "-mno-sse",
                "-o",
                program.toString(),
                Path.of("guest/linux/disk.c").toAbsolutePath().toString());
        return program;
    }

    private static void run(Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), "still running: " + List.of(command));
        assertEquals(0, process.exitValue(), List.of(command).toString());
    }

    /** A further archive for the kernel to unpack: format newc of cpio(5), one program and the end mark. */
    private static byte[] archive(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, name, 0100755, content);
        entry(out, "TRAILER!!!", 0, new byte[0]);
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, String name, int mode, byte[] content) throws IOException {
        int[] fields = {0, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0};
        StringBuilder head = new StringBuilder("070701");
        for (int field : fields) {
            head.append("%08x".formatted(field));
        }
        out.write((head + name + "\0").getBytes(StandardCharsets.US_ASCII));
        pad(out);
        out.write(content);
        pad(out);
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }

    /** What the disk must hold after that many ticks, as far as the host can know: the last but one is surely written. */
    void assertWritten(int ticks) throws IOException {
        ByteBuffer disk = ByteBuffer.wrap(Files.readAllBytes(disk())).order(ByteOrder.LITTLE_ENDIAN);
        for (int tick = Math.max(1, ticks - BLOCKS / 2); tick < ticks; tick++) {
            int at = tick % BLOCKS * BLOCK;
            for (int i = 0; i < BLOCK / Long.BYTES; i++) {
                assertEquals(tick * FACTOR + i, disk.getLong(at + i * Long.BYTES), "tick " + tick + ", word " + i);
            }
        }
    }
}
