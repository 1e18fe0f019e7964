package baton.migration.stream;

/** Numbers of the stream's container and of the ram section (docs/wire/stream.md, sections 1 and 1B). */
final class Wire {
    static final int MAGIC = 0x5145564d;
    static final int VERSION = 3;
    static final int OBSOLETE_VERSION = 2;

    static final int EOF = 0x00;
    static final int SECTION_START = 0x01;
    static final int SECTION_PART = 0x02;
    static final int SECTION_END = 0x03;
    static final int SECTION_FULL = 0x04;
    static final int VMDESC = 0x06;
    static final int CONFIGURATION = 0x07;
    static final int COMMAND = 0x08;
    static final int FOOTER = 0x7e;

    static final int CMD_OPEN_RETURN_PATH = 1;
    static final int CMD_PING = 2;
    static final int CMD_SWITCHOVER_START = 11;

    static final String RAM = "ram";
    static final int RAM_VERSION = 4;

    static final int PAGE_SIZE = 4096;
    static final int PAGE_FLAGS = PAGE_SIZE - 1;
    static final int RAM_ZERO = 0x002;
    static final int RAM_MEM_SIZE = 0x004;
    static final int RAM_PAGE = 0x008;
    static final int RAM_EOS = 0x010;
    static final int RAM_CONTINUE = 0x020;
    static final int RAM_XBZRLE = 0x040;
    static final int RAM_MULTIFD_FLUSH = 0x200;

    private Wire() {}
}
