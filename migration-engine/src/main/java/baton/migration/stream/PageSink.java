package baton.migration.stream;

import baton.base.Closer;
import baton.migration.spi.RamBlock;
import java.io.IOException;

/**
 * How pages travel: one object for each format, chosen by {@link OutgoingStream} when a stream begins. Rounds over RAM, the
 * dirty log and the pace are not its business. What it writes to the main channel lands in the body of a ram section.
 * Migration thread.
 */
interface PageSink extends Closer.Resource {
    /** The entry of {@code block}, whose pages are copied, was written to the list of blocks; more may follow it here. */
    default void listed(RamBlock block) throws IOException {}

    /** Every block was listed; the end mark of the first ram section follows. */
    default void endOfList() throws IOException {}

    /**
     * Sends the pages of {@code block} from offset {@code from} to before {@code to}, both multiples of the page size, as
     * they are now or a little later: a page that is written to in between comes again. Tells the {@link Pacer} what it sent.
     */
    void pages(RamBlock block, long from, long to) throws IOException;

    /** As {@link #pages}, for pages that are zeros because nobody has touched them yet: they need not be read. */
    void untouched(RamBlock block, long from, long to) throws IOException;

    /** All of RAM was gone through: a page that was sent may come again from here on, and must arrive after its older self. */
    default void endOfRound() throws IOException {}

    /** No page comes any more; the end mark of the last ram section follows. */
    default void endOfRam() throws IOException {}

    /** Lets go of everything, whatever became of the stream. */
    @Override
    default void close() throws IOException {}
}
