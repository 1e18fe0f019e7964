package baton.tests.cpr;

import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the guest is given: the same for every process it passes through. */
record Machine(int cpus, int mebibytes, Backend backend, List<String> boot) {
    /** Where the RAM is. */
    enum Backend {
        FILE,
        MEMFD,
        SHM
    }

    /** The test guest with this command line. */
    Machine(int cpus, int mebibytes, Backend backend, String append) {
        this(cpus, mebibytes, backend, List.of("-append", append));
    }

    /** The least there is. */
    static Machine small(Backend backend) {
        return new Machine(1, 64, backend, "busy dirty=16M");
    }

    long bytes() {
        return (long) mebibytes << 20;
    }

    /** Arguments for a process in {@code directory}. */
    List<String> arguments(Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(TestVm.MACHINE);
        if (!boot.contains("-kernel")) {
            arguments.addAll(List.of("-kernel", TestVm.guest(directory).toString()));
        }
        arguments.addAll(boot);
        arguments.addAll(memory(directory));
        arguments.addAll(List.of("-smp", "" + cpus));
        return arguments;
    }

    private List<String> memory(Path directory) {
        String object = "memory-backend-" + backend.name().toLowerCase(Locale.ROOT) + ",id=ram0,share=on,size="
                + mebibytes + "M" + (backend == Backend.FILE ? ",mem-path=" + ramFile(directory) : "");
        return List.of("-object", object, "-machine", "memory-backend=ram0,aux-ram-share=on", "-m", mebibytes + "M");
    }

    /** Where RAM is with {@link Backend#FILE}. */
    static Path ramFile(Path directory) {
        return directory.resolve("ram0");
    }
}
