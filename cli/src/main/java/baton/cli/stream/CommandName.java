package baton.cli.stream;

import baton.cli.stream.Listing.Part;
import java.io.IOException;

/** Commands of the stream (docs/wire/stream.md, section 1.3): names and lengths. */
final class CommandName {
    private static final int PACKAGED = 7;

    private CommandName() {}

    static void read(Input in, Part part) throws IOException, DamagedStream {
        int command = in.u16();
        int length = in.u16();
        part.name = checked(command, length, part);
        if (command == PACKAGED) {
            part.bytes = in.u32() & 0xffffffffL;
            in.skip(part.bytes);
        } else {
            in.skip(length);
        }
    }

    static void read(Tail in, Part part) throws DamagedStream {
        int command = in.u16();
        int length = in.u16();
        part.name = checked(command, length, part);
        in.bytes(length);
    }

    private static String checked(int command, int length, Part part) throws DamagedStream {
        part.bytes = length;
        String name = name(command);
        if (name == null) {
            throw new DamagedStream(part.offset, "", "command " + command + " is not known");
        }
        int expected = length(command);
        if (expected >= 0 && length != expected) {
            throw new DamagedStream(part.offset, name, "has " + length + " bytes instead of " + expected);
        }
        return name;
    }

    private static String name(int command) {
        return switch (command) {
            case 1 -> "OPEN_RETURN_PATH";
            case 2 -> "PING";
            case 3 -> "POSTCOPY_ADVISE";
            case 4 -> "POSTCOPY_LISTEN";
            case 5 -> "POSTCOPY_RUN";
            case 6 -> "POSTCOPY_RAM_DISCARD";
            case PACKAGED -> "PACKAGED";
            case 8 -> "ENABLE_COLO";
            case 9 -> "POSTCOPY_RESUME";
            case 10 -> "RECV_BITMAP";
            case 11 -> "SWITCHOVER_START";
            default -> null;
        };
    }

    /** Bytes of the payload; -1 where it differs. */
    private static int length(int command) {
        return switch (command) {
            case 2, PACKAGED -> 4;
            case 3, 6, 10 -> -1;
            default -> 0;
        };
    }
}
