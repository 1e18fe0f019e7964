package baton.cli.stream;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton stream}: what a migration file holds, and where it breaks. */
@Command(
        name = "stream",
        description = {
            "List what a migration file holds: Baton's and QEMU's, with pages in the stream or at places of their own"
                    + " (mapped-ram).",
            "",
            "The fields of the device sections are found by the description at the end of the file, and checked against"
                    + " it. Nothing is loaded: no KVM and no machine like the saved one is needed."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the file is whole",
            "1:it is damaged; the last line says where and why",
            "2:it cannot be read"
        },
        exitCodeOnInvalidInput = 2,
        exitCodeOnExecutionException = 2,
        mixinStandardHelpOptions = true)
public final class StreamCommand implements Callable<Integer> {
    private static final int WHOLE = 0;
    private static final int DAMAGED = 1;
    private static final int UNREADABLE = 2;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file; - is standard input.")
    private String file;

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Option(names = "--brief", description = "Leave out the fields of the sections (tables only).")
    private boolean brief;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "Where the stream begins in the file, as with file:PATH,offset=N (default: 0).")
    private long offset;

    /** Made by picocli. */
    public StreamCommand() {}

    /** Lists the file; the result is the exit status. */
    @Override
    public Integer call() {
        try (ReadableByteChannel channel = open()) {
            return report(list(channel));
        } catch (IOException e) {
            String why = e.getMessage() == null || e.getMessage().equals(file)
                    ? e.getClass().getSimpleName()
                    : e.getMessage();
            System.err.println("baton stream: cannot read '" + file + "': " + why);
        } catch (InvalidPathException e) {
            System.err.println("baton stream: '" + file + "' is no name of a file");
        }
        return UNREADABLE;
    }

    private Listing list(ReadableByteChannel channel) throws IOException {
        Listing unread = new Listing();
        try {
            if (offset < 0) {
                throw new DamagedStream(0, "", "the stream cannot begin at byte " + offset);
            }
            return Lister.list(new Input(channel, offset));
        } catch (DamagedStream e) {
            unread.damage = e;
            return unread;
        }
    }

    private ReadableByteChannel open() throws IOException {
        if (file.equals("-")) {
            return Channels.newChannel(new FileInputStream(FileDescriptor.in));
        }
        return FileChannel.open(Path.of(file), StandardOpenOption.READ);
    }

    private int report(Listing listing) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        if (json) {
            out.println(JsonReport.of(listing));
        } else {
            new TextReport(out, brief).print(listing);
        }
        out.flush();
        return listing.damage == null ? WHOLE : DAMAGED;
    }
}
