package baton.device.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sections' bodies that are nearly right, bred by what they reach: one with which reading ended at another place, was
 * refused in other words, or made a state of another size, becomes a parent. Each is loaded or refused with a text, soon and
 * in little memory, and what was loaded can be used. {@code -Dbaton.fuzz.states=N} (2000) runs from
 * {@code -Dbaton.fuzz.seed} (1).
 */
final class BredStates<D extends VmState> {
    private static final long MUCH_MEMORY = 8 << 20;
    private static final long SLOW_NANOS = 2_000_000_000;
    private static final long[] INTERESTING = {
        0, 1, 5, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, -1, Long.MIN_VALUE
    };

    private final Supplier<D> fresh;
    private final Random random = new Random(Long.getLong("baton.fuzz.seed", 1));
    private final Set<String> reached = new HashSet<>();
    private final List<byte[]> parents = new ArrayList<>();

    /** Will begin with {@code good}, which loads. */
    BredStates(Supplier<D> fresh, byte[] good) {
        this.fresh = fresh;
        reached.add(read(good));
        parents.add(good);
    }

    void run() {
        int runs = Integer.getInteger("baton.fuzz.states", 2000);
        for (int i = 0; i < runs; i++) {
            byte[] child = parents.get(random.nextInt(parents.size()));
            for (int changes = 1 << random.nextInt(4); changes > 0; changes--) {
                child = change(child);
            }
            if (reached.add(read(child))) {
                parents.add(child);
            }
        }
        assertTrue(parents.size() > 1, "nothing but the good state was reached");
    }

    /** What comes of it, in few words. */
    private String read(byte[] body) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        D section = fresh.get();
        long memory = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        String outcome = null;
        try {
            outcome = outcome(section, body);
        } finally {
            if (outcome == null) {
                System.out.println("not a clear refusal: " + section.vmsd() + " "
                        + HexFormat.of().formatHex(body));
            }
        }
        if (System.nanoTime() - began > SLOW_NANOS || threads.getCurrentThreadAllocatedBytes() - memory > MUCH_MEMORY) {
            fail("took long, or much memory: " + section.vmsd() + " "
                    + HexFormat.of().formatHex(body));
        }
        return outcome;
    }

    private String outcome(D section, byte[] body) {
        ArraySource source = new ArraySource(body);
        try {
            new StateReader(source).load(section, section.version());
            section.loaded();
            section.commit();
            return "loaded " + source.remaining() + " " + Sections.save(section).length;
        } catch (VmStateException e) {
            assertTrue(e.getMessage() != null && !e.getMessage().isEmpty(), "a refusal without a text");
            return source.remaining() - body.length + " " + withoutNumbers(e.getMessage());
        }
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#");
    }

    private byte[] change(byte[] body) {
        if (body.length < 2) {
            return Arrays.copyOf(body, 2);
        }
        byte[] changed = body.clone();
        int at = random.nextInt(body.length);
        switch (random.nextInt(6)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt();
            case 2 -> put(changed, at, 1 << random.nextInt(4), INTERESTING[random.nextInt(INTERESTING.length)]);
            case 3 -> changed = splice(body, at, body, 0, random.nextInt(Math.min(64, body.length - at)));
            case 4 -> changed = lend(body, at, parents.get(random.nextInt(parents.size())));
            default -> changed = Arrays.copyOf(body, at + 1);
        }
        return changed;
    }

    private static void put(byte[] bytes, int at, int size, long value) {
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
    }

    /** Inserts a piece of {@code from}. */
    private byte[] lend(byte[] body, int at, byte[] from) {
        int start = random.nextInt(from.length);
        byte[] piece = Arrays.copyOfRange(from, start, start + 1 + random.nextInt(Math.min(64, from.length - start)));
        return splice(body, at, piece, piece.length, 0);
    }

    /** {@code length} bytes of {@code piece} instead of {@code over} bytes at {@code at}. */
    private static byte[] splice(byte[] body, int at, byte[] piece, int length, int over) {
        byte[] result = new byte[body.length + length - over];
        System.arraycopy(body, 0, result, 0, at);
        System.arraycopy(piece, 0, result, at, length);
        System.arraycopy(body, at + over, result, at + length, body.length - at - over);
        return result;
    }
}
