package baton.cli.stream;

import baton.cli.stream.Listing.Block;
import baton.cli.stream.Listing.Part;
import java.io.IOException;
import java.util.Map;

/** Counts what the bodies of ram sections hold (docs/wire/stream.md, section 1B). */
final class RamLister {
    private static final int PAGE = 4096;
    private static final int ZERO = 0x002;
    private static final int MEM_SIZE = 0x004;
    private static final int NORMAL = 0x008;
    private static final int EOS = 0x010;
    private static final int CONTINUE = 0x020;
    private static final int XBZRLE = 0x040;
    private static final int MULTIFD_FLUSH = 0x200;
    private static final int XBZRLE_MARK = 1;
    private static final int MAPPED_VERSION = 1;
    private static final int BITMAP_PIECE = 64 * 1024;
    private static final int MAX_BLOCKS = 4096;

    private final Input in;
    private final Listing listing;
    private Block current;

    RamLister(Input in, Listing listing) {
        this.in = in;
        this.listing = listing;
    }

    /** Reads one body to its end mark. */
    void body(Part part) throws IOException, DamagedStream {
        while (true) {
            long at = in.position();
            long item = in.u64();
            long offset = item & -PAGE;
            int flags = (int) item & PAGE - 1;
            switch (flags & ~CONTINUE) {
                case EOS -> {
                    return;
                }
                case MEM_SIZE -> list(at, offset);
                case MULTIFD_FLUSH -> part.pages.merge("multifd-flush", 1L, Long::sum);
                case ZERO, NORMAL, XBZRLE -> page(at, offset, flags, part.pages);
                default -> throw new DamagedStream(
                        at, "", "unknown combination of page flags 0x" + Integer.toHexString(flags));
            }
        }
    }

    private void page(long at, long offset, int flags, Map<String, Long> pages) throws IOException, DamagedStream {
        if (listing.has("mapped-ram")) {
            throw new DamagedStream(at, "", "a page in the stream, but mapped-ram has them at places of their own");
        }
        place(at, offset, flags);
        String kind =
                switch (flags & ~CONTINUE) {
                    case ZERO -> zero();
                    case NORMAL -> normal();
                    default -> xbzrle();
                };
        pages.merge(kind, 1L, Long::sum);
        current.count(kind, 1);
    }

    private void place(long at, long offset, int flags) throws IOException, DamagedStream {
        if ((flags & CONTINUE) == 0) {
            String name = in.string();
            current = listing.block(name);
            if (current == null) {
                throw new DamagedStream(at, "", "a page of block '" + name + "', which is not in the list");
            }
        }
        if (current == null) {
            throw new DamagedStream(at, "", "a page that names no block, and none was named before");
        }
        if (offset < 0 || offset > current.length - PAGE) {
            throw new DamagedStream(
                    at,
                    "",
                    "a page at 0x" + Long.toHexString(offset) + " of block '" + current.name + "', which is 0x"
                            + Long.toHexString(current.length) + " bytes long");
        }
    }

    private String zero() throws IOException, DamagedStream {
        long at = in.position();
        int value = in.u8();
        if (value != 0) {
            throw new DamagedStream(at, "", "a zero page of value " + value);
        }
        return "zero";
    }

    private String normal() throws IOException, DamagedStream {
        in.skip(PAGE);
        return "normal";
    }

    private String xbzrle() throws IOException, DamagedStream {
        long at = in.position();
        int mark = in.u8();
        int length = in.u16();
        if (mark != XBZRLE_MARK || length > PAGE) {
            throw new DamagedStream(at, "", "an XBZRLE page with mark " + mark + " and length " + length);
        }
        in.skip(length);
        return "xbzrle";
    }

    private void list(long at, long total) throws IOException, DamagedStream {
        long left = total;
        while (left != 0) {
            long here = in.position();
            Block block = new Block(in.string(), in.u64());
            if (block.length <= 0
                    || Long.compareUnsigned(block.length, left) > 0
                    || listing.blocks.size() >= MAX_BLOCKS) {
                throw new DamagedStream(
                        here,
                        "",
                        "block '" + block.name + "' of 0x" + Long.toHexString(block.length)
                                + " bytes does not fit the list's total of 0x" + Long.toHexString(total) + " (at 0x"
                                + Long.toHexString(at) + ")");
            }
            if (listing.block(block.name) != null) {
                throw new DamagedStream(here, "", "block '" + block.name + "' is listed twice");
            }
            listing.blocks.add(block);
            if (listing.has("x-ignore-shared")) {
                block.address = in.u64();
            }
            if (listing.has("mapped-ram")) {
                mapped(block);
            }
            left -= block.length;
        }
    }

    /** The header of a block whose pages have places of their own, its bitmap, and the room of the pages. */
    private void mapped(Block block) throws IOException, DamagedStream {
        long at = in.position();
        int version = in.u32();
        long pageSize = in.u64();
        block.bitmapAt = in.u64();
        block.pagesAt = in.u64();
        if (version != MAPPED_VERSION || pageSize != PAGE) {
            throw new DamagedStream(
                    at,
                    "",
                    "block '" + block.name + "': mapped-ram version " + Integer.toUnsignedString(version)
                            + " with pages of " + pageSize + " bytes");
        }
        long pages = block.length / PAGE;
        long words = (pages + Long.SIZE - 1) / Long.SIZE;
        long bitmapEnd = block.bitmapAt + words * Long.BYTES;
        long pagesEnd = block.pagesAt + block.length;
        boolean ordered = block.bitmapAt >= in.position() && bitmapEnd >= 0 && block.pagesAt >= bitmapEnd;
        if (!ordered || block.pagesAt % PAGE != 0 || pagesEnd < 0) {
            throw new DamagedStream(
                    at,
                    "",
                    "block '" + block.name + "': bitmap at 0x"
                            + Long.toHexString(block.bitmapAt) + " and pages at 0x" + Long.toHexString(block.pagesAt)
                            + " do not follow their header");
        }
        in.skip(block.bitmapAt - in.position());
        long stored = stored(block, pages, words * Long.BYTES);
        block.count("stored", stored);
        block.count("not-stored", pages - stored);
        in.skip(pagesEnd - in.position());
    }

    private long stored(Block block, long pages, long bytes) throws IOException, DamagedStream {
        long stored = 0;
        for (long done = 0; done < bytes; ) {
            byte[] piece = in.bytes((int) Math.min(BITMAP_PIECE, bytes - done));
            for (int i = 0; i < piece.length; i++) {
                long firstPage = (done + i) * Byte.SIZE;
                int inside = (int) Math.max(0, Math.min(Byte.SIZE, pages - firstPage));
                if ((piece[i] & 0xff) >> inside != 0) {
                    throw new DamagedStream(
                            block.bitmapAt + done + i,
                            "",
                            "the bitmap has pages behind the end of block '" + block.name + "'");
                }
                stored += Integer.bitCount(piece[i] & 0xff);
            }
            done += piece.length;
        }
        return stored;
    }
}
