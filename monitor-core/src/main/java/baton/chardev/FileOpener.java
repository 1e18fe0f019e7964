package baton.chardev;

import baton.nat.libc.Fd;
import java.io.IOException;

/** Opens files by name, {@code /dev/fdset/N} among them: the monitor's descriptor store. Any thread. */
public interface FileOpener {
    /**
     * Opens {@code path}.
     *
     * @param flags {@code Sys.O_*}; close-on-exec is added
     * @param mode permissions of a new file
     * @throws IOException the message says why in QEMU's words, such as {@code No such file or directory}
     */
    Fd open(String path, int flags, int mode) throws IOException;
}
