package baton.tests.cpr;

import baton.tests.harness.TestVm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the guest is given: the same for every process it passes through. */
record Machine(List<String> type, int cpus, int mebibytes, Backend backend, List<String> boot) {
    /** Where the RAM is. */
    enum Backend {
        FILE,
        MEMFD,
        SHM,
        /** A file that somebody else opened: {@code -add-fd}. */
        FDSET
    }

    private static final int SLEEPS_AT_TICK = 40;
    private static final int RAM_FD = 8;
    private static final int RAM_SET = 2;

    /** A microvm. */
    Machine(int cpus, int mebibytes, Backend backend, List<String> boot) {
        this(TestVm.MACHINE, cpus, mebibytes, backend, boot);
    }

    /** The test guest with this command line. */
    Machine(int cpus, int mebibytes, Backend backend, String append) {
        this(cpus, mebibytes, backend, List.of("-append", append));
    }

    /** A q35, whose test guest goes to sleep soon after it has begun to count. */
    static Machine sleepy(int cpus, int mebibytes, Backend backend) {
        return new Machine(
                TestVm.Q35, cpus, mebibytes, backend, List.of("-append", "dirty=16M suspend=" + SLEEPS_AT_TICK));
    }

    /** The least there is. */
    static Machine small(Backend backend) {
        return new Machine(1, 64, backend, "dirty=16M");
    }

    long bytes() {
        return (long) mebibytes << 20;
    }

    /** Arguments for a process in {@code directory}. */
    List<String> arguments(Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(type);
        if (!boot.contains("-kernel")) {
            arguments.addAll(List.of("-kernel", TestVm.guest(directory).toString()));
        }
        arguments.addAll(boot);
        arguments.addAll(memory(directory));
        arguments.addAll(List.of("-smp", "" + cpus));
        return arguments;
    }

    private List<String> memory(Path directory) {
        String object =
                switch (backend) {
                    case FILE -> "file,mem-path=" + ramFile(directory);
                    case FDSET -> "file,mem-path=/dev/fdset/" + RAM_SET;
                    default -> backend.name().toLowerCase(Locale.ROOT);
                };
        object = "memory-backend-" + object + ",id=ram0,share=on,size=" + mebibytes + "M";
        return List.of("-object", object, "-machine", "memory-backend=ram0,aux-ram-share=on", "-m", mebibytes + "M");
    }

    /** What a process needs that nobody hands it RAM; null for nothing. */
    List<String> ownMemory() {
        return backend == Backend.FDSET ? List.of("-add-fd", "fd=" + RAM_FD + ",set=" + RAM_SET) : List.of();
    }

    /** How a shell opens what {@link #ownMemory} names; null for nothing. */
    String redirection(Path directory) throws IOException {
        if (backend != Backend.FDSET) {
            return null;
        }
        try (RandomAccessFile file = new RandomAccessFile(ramFile(directory).toFile(), "rw")) {
            file.setLength(bytes());
        }
        return RAM_FD + "<>" + ramFile(directory);
    }

    /** Whether RAM is in a file that outlives every process. */
    boolean ramStays() {
        return backend == Backend.FILE || backend == Backend.FDSET;
    }

    /** Where RAM is that stays. */
    static Path ramFile(Path directory) {
        return directory.resolve("ram0");
    }
}
