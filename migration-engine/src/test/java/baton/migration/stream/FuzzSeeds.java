package baton.migration.stream;

import baton.migration.vmstate.VmStateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Small good streams of the machine of {@link FuzzTarget}. */
final class FuzzSeeds {
    private static final int PLAIN = 0;
    private static final int MAPPED = 1;
    private static final int IGNORE_SHARED = 2;
    private static final int UUID = 4;
    /** Two bytes with the length of what flows over the channel beside, that, then the stream. */
    static final int MULTIFD = 8;

    static final int ZLIB = 16;
    private static final int PACKET = 1344;

    private FuzzSeeds() {}

    /** Each with the byte in front that says how it is read. */
    static List<byte[]> all(TestVm vm) throws IOException, VmStateException {
        List<byte[]> seeds = new ArrayList<>();
        byte[] devices = devices();
        seeds.add(seed(PLAIN, plain(vm), devices));
        seeds.add(seed(PLAIN, commands(), devices));
        seeds.add(seed(IGNORE_SHARED, listed(vm, "x-ignore-shared"), devices));
        seeds.add(seed(MAPPED, mapped(), devices));
        seeds.add(seed(UUID, plain(vm), devices));
        seeds.add(seed(PLAIN, differences(), devices));
        seeds.add(multifd(MULTIFD, packets(0, new byte[Wire.PAGE_SIZE]), devices));
        seeds.add(multifd(MULTIFD | ZLIB, packets(2, compressed()), devices));
        return seeds;
    }

    private static byte[] seed(int way, StreamBytes beginning, byte[] devices) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(way);
        bytes.writeBytes(beginning.toBytes());
        bytes.writeBytes(devices);
        return bytes.toByteArray();
    }

    /** QEMU's device sections and the end mark, with a description of nothing. */
    private static byte[] devices() throws IOException, VmStateException {
        CapturedStream stream = new CapturedStream(CapturedStream.golden("mv1-plain"));
        byte[] sections = Arrays.copyOfRange(stream.bytes, stream.devicesAt, stream.endAt + 1);
        byte[] description = new StreamBytes().u8(6).u32(2).text("{}").toBytes();
        byte[] all = Arrays.copyOf(sections, sections.length + description.length);
        System.arraycopy(description, 0, all, sections.length, description.length);
        return all;
    }

    private static StreamBytes blocks(StreamBytes stream, boolean addresses) {
        stream.u64(320 << 10 | Wire.RAM_MEM_SIZE).str8("microvm.ram").u64(256 << 10);
        stream = addresses ? stream.u64(0) : stream;
        stream.str8("pc.bios").u64(64 << 10);
        return addresses ? stream.u64(0xffff0000L) : stream;
    }

    private static StreamBytes footer(StreamBytes stream) {
        return stream.u8(Wire.FOOTER).u32(1);
    }

    private static StreamBytes plain(TestVm vm) {
        StreamBytes stream = footer(
                blocks(StreamBytes.machine(vm.machineName()).ram(), false).u64(Wire.RAM_EOS));
        stream.u8(Wire.SECTION_PART).u32(1);
        stream.u64(0x1000 | Wire.RAM_PAGE).str8("microvm.ram").zeros(4096);
        stream.u64(0x2000 | Wire.RAM_PAGE | Wire.RAM_CONTINUE).zeros(4096);
        stream.u64(0x3000 | Wire.RAM_ZERO | Wire.RAM_CONTINUE).zeros(1);
        stream.u64(Wire.RAM_ZERO).str8("pc.bios").zeros(1);
        footer(stream.u64(Wire.RAM_EOS));
        return footer(stream.ramEnd().u64(Wire.RAM_EOS));
    }

    private static StreamBytes commands() {
        StreamBytes stream = StreamBytes.machine("microvm");
        stream.u8(Wire.COMMAND).u16(Wire.CMD_OPEN_RETURN_PATH).u16(0);
        stream.u8(Wire.COMMAND).u16(Wire.CMD_PING).u16(4).u32(1);
        footer(blocks(stream.ram(), false).u64(Wire.RAM_EOS));
        stream.u8(Wire.COMMAND).u16(Wire.CMD_SWITCHOVER_START).u16(0);
        return footer(stream.ramEnd().u64(Wire.RAM_EOS));
    }

    /** A page, then what has changed in it: behind 8 bytes that are as before come 4, then 200 and one (xbzrle). */
    private static StreamBytes differences() {
        StreamBytes stream = StreamBytes.machine("microvm");
        footer(blocks(stream.ram(), false).u64(Wire.RAM_EOS));
        stream.u8(Wire.SECTION_PART).u32(1);
        stream.u64(0x1000 | Wire.RAM_PAGE).str8("microvm.ram").zeros(4096);
        stream.u64(0x1000 | Wire.RAM_XBZRLE | Wire.RAM_CONTINUE).u8(1).u16(10);
        stream.u8(8).u8(4).u32(0x01020304).u16(0xc801).u8(1).u8(5);
        footer(stream.u64(Wire.RAM_EOS));
        return footer(stream.ramEnd().u64(Wire.RAM_EOS));
    }

    private static byte[] multifd(int way, byte[] packets, byte[] devices) {
        StreamBytes main = StreamBytes.machine("microvm");
        footer(blocks(main.ram(), false).u64(Wire.RAM_MULTIFD_FLUSH).u64(Wire.RAM_EOS));
        main.u8(Wire.SECTION_PART).u32(1).u64(Wire.RAM_ZERO).str8("pc.bios").zeros(1);
        footer(main.u64(Wire.RAM_EOS));
        footer(main.ramEnd().u64(Wire.RAM_MULTIFD_FLUSH).u64(Wire.RAM_EOS));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(way);
        bytes.writeBytes(new StreamBytes().u16(packets.length).toBytes());
        bytes.writeBytes(packets);
        bytes.writeBytes(main.toBytes());
        bytes.writeBytes(devices);
        return bytes.toByteArray();
    }

    /** What a channel says first, its mark, then one page, one that is zero, and its mark again. */
    private static byte[] packets(int flags, byte[] page) {
        StreamBytes hello =
                new StreamBytes().u32(0x11223344).u32(1).zeros(16).u8(0).zeros(39);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(hello.toBytes());
        bytes.writeBytes(packet(1, 0, 0, 0));
        bytes.writeBytes(packet(flags, 1, page.length, 1));
        bytes.writeBytes(page);
        bytes.writeBytes(packet(1, 0, 0, 0));
        return bytes.toByteArray();
    }

    private static byte[] packet(int flags, int normal, int size, int zero) {
        StreamBytes head = new StreamBytes().u32(0x11223344).u32(1).u32(flags).u32(128);
        head.u32(normal).u32(size).u64(0).u32(zero).zeros(28);
        head.text("microvm.ram").zeros(256 - 11).u64(0x3000).u64(0x7000);
        return Arrays.copyOf(head.toBytes(), PACKET);
    }

    private static byte[] compressed() {
        Deflater deflater = new Deflater(1);
        deflater.setInput(new byte[Wire.PAGE_SIZE]);
        byte[] out = new byte[Wire.PAGE_SIZE];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static StreamBytes listed(TestVm vm, String capability) {
        StreamBytes stream = StreamBytes.machine(vm.machineName());
        stream.u8(5).str8("configuration/capabilities").u32(1).u32(1).str8(capability);
        footer(blocks(stream.ram(), true).u64(Wire.RAM_EOS));
        return footer(stream.ramEnd().u64(Wire.RAM_EOS));
    }

    /** Both blocks without a page: bitmaps of zeros, then the room of the pages, of which the file has nothing. */
    private static StreamBytes mapped() {
        StreamBytes stream = StreamBytes.machine("microvm");
        stream.u8(5).str8("configuration/capabilities").u32(1).u32(1).str8("mapped-ram");
        stream.ram().u64(320 << 10 | Wire.RAM_MEM_SIZE).str8("microvm.ram").u64(256 << 10);
        int at = stream.toBytes().length + MappedBlock.HEADER_SIZE;
        stream.u32(MappedBlock.VERSION)
                .u64(Wire.PAGE_SIZE)
                .u64(at)
                .u64(at + 8)
                .u64(1)
                .zeros(256 << 10);
        stream.str8("pc.bios").u64(64 << 10);
        at = stream.toBytes().length + MappedBlock.HEADER_SIZE;
        stream.u32(MappedBlock.VERSION)
                .u64(Wire.PAGE_SIZE)
                .u64(at)
                .u64(at + 8)
                .u64(2)
                .zeros(64 << 10);
        footer(stream.u64(Wire.RAM_EOS));
        return footer(stream.ramEnd().u64(Wire.RAM_EOS));
    }
}
