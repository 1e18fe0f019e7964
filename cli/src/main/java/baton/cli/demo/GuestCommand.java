package baton.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** The command line of the guest: the same in every process but for the monitor. */
final class GuestCommand {
    /** Where its RAM is. */
    enum Ram {
        /** In memory that ends with the process. */
        PRIVATE,
        /** In a file with a name. */
        FILE,
        /** In a file without one, which is handed over by descriptor. */
        MEMFD
    }

    private final Stage stage;
    private final Ram ram;

    GuestCommand(Stage stage, Ram ram) {
        this.stage = stage;
        this.ram = ram;
    }

    /** Arguments with the human monitor on standard input and output. */
    List<String> withMonitor() {
        return words("-monitor");
    }

    /** Arguments with QMP there. */
    List<String> withQmp() {
        return words("-qmp");
    }

    private List<String> words(String monitor) {
        List<String> words = new ArrayList<>(List.of(monitor, "stdio"));
        String machine = "microvm,rtc=on";
        if (ram != Ram.PRIVATE) {
            String object =
                    ram == Ram.FILE ? "file,id=ram0,mem-path=" + stage.ramFile() + ",align=2M" : "memfd,id=ram0";
            words.addAll(List.of("-object", "memory-backend-" + object + ",size=" + stage.memory() + ",share=on"));
            machine += ",memory-backend=ram0" + (ram == Ram.MEMFD ? ",aux-ram-share=on" : "");
        }
        words.addAll(List.of("-m", stage.memory(), "-machine", machine, "-cpu", "host", "-smp", "2"));
        words.addAll(List.of("-kernel", Stage.KERNEL, "-append", "dirty=64M", "-nodefaults", "-display", "none"));
        words.addAll(List.of("-serial", "unix:serial"));
        return words;
    }
}
