package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import baton.migration.testing.Coverage;
import baton.migration.testing.InstrumentingLoader;
import baton.migration.testing.Mutator;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams that are nearly right, bred by what they reach in the reader: each is loaded or refused with a text, soon, in
 * little memory, and writes nothing outside guest RAM. Runs for {@code -Dbaton.fuzz.seconds} (3) from
 * {@code -Dbaton.fuzz.seed} (1); an input that fails is kept as {@code target/fuzz-*.bin}.
 */
class CoverageFuzzTest {
    private static final int LARGEST = 512 << 10;
    private static final int CHECK_EVERY = 500;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MUCH_MEMORY = 8 << 20;

    private final BitSet seen = new BitSet();
    private final List<byte[]> corpus = new ArrayList<>();
    private ToIntFunction<byte[]> target;
    private Class<?> type;
    private int runs;
    private int loaded;

    @Test
    @Timeout(600)
    void mutatedStreams_areLoadedOrRefused() throws Exception {
        start();
        int goodOnes = corpus.size();
        assertTrue(loaded >= goodOnes - 1, "good streams: " + loaded + " of " + goodOnes + " load");
        int before = Coverage.blocks(seen);
        long seed = Long.getLong("baton.fuzz.seed", 1);
        Mutator mutator = new Mutator(seed);
        Random choice = new Random(seed);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("baton.fuzz.seconds", 3));
        while (System.nanoTime() < end) {
            byte[] parent = corpus.get(choice.nextInt(corpus.size()));
            byte[] input = mutator.mutate(parent, corpus);
            if (run(input) && input.length < LARGEST) {
                corpus.add(input);
            }
            if (runs % CHECK_EVERY == 0) {
                assertInBounds(input);
            }
        }
        assertInBounds(corpus.get(0));
        System.out.println("fuzz: " + runs + " streams, " + loaded + " of them loaded, " + corpus.size()
                + " kept, blocks " + before + " -> " + Coverage.blocks(seen));
        assertTrue(Coverage.blocks(seen) > before, "nothing new was reached from " + before + " blocks");
    }

    @SuppressWarnings("unchecked")
    private void start() throws Exception {
        type = new InstrumentingLoader().loadClass("baton.migration.stream.FuzzTarget");
        target = (ToIntFunction<byte[]>) type.getConstructor().newInstance();
        for (byte[] seed : (List<byte[]>) type.getMethod("seeds").invoke(target)) {
            run(seed);
            corpus.add(seed);
        }
    }

    /** Whether it has reached something new. */
    private boolean run(byte[] input) throws Exception {
        Coverage.begin();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long memory = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        boolean told = false;
        try {
            loaded += target.applyAsInt(input) >= 0 ? 1 : 0;
            told = true;
        } finally {
            if (!told) {
                System.out.println("not a clear refusal: " + keep(input));
            }
        }
        long took = System.nanoTime() - began;
        if (took > SLOW_NANOS) {
            fail("took " + took / 1_000_000 + " ms, see " + keep(input));
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - memory - input.length;
        if (allocated > MUCH_MEMORY) {
            fail("allocated " + allocated + " bytes, see " + keep(input));
        }
        runs++;
        return Coverage.addTo(seen);
    }

    private void assertInBounds(byte[] input) throws Exception {
        if (!(boolean) type.getMethod("inBounds").invoke(target)) {
            fail("one of the last " + CHECK_EVERY + " streams wrote outside RAM; the last is " + keep(input));
        }
    }

    private Path keep(byte[] input) throws Exception {
        Path file = Path.of("target", "fuzz-" + runs + ".bin");
        Files.createDirectories(file.getParent());
        return Files.write(file, input).toAbsolutePath();
    }
}
