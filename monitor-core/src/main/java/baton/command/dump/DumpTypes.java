package baton.command.dump;

import baton.monitor.qmp.schema.EnumType;

/** What the dump's commands have in common. */
final class DumpTypes {
    /** Formats by QEMU's names; only the first is there. */
    static final EnumType FORMAT = EnumType.of(
            "DumpGuestMemoryFormat",
            "elf",
            "kdump-zlib",
            "kdump-lzo",
            "kdump-snappy",
            "kdump-raw-zlib",
            "kdump-raw-lzo",
            "kdump-raw-snappy",
            "win-dmp");

    private DumpTypes() {}
}
