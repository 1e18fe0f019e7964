package baton.command.block;

import baton.monitor.qmp.schema.AlternateType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import baton.monitor.qmp.schema.QapiType;
import java.util.List;
import java.util.function.Supplier;

/** QAPI types of {@code blockdev-add}: the drivers and words that {@code baton.block.Nodes} knows. */
final class BlockdevTypes {
    /** What {@code blockdev-add} takes. */
    static final ObjectType OPTIONS = options();

    private BlockdevTypes() {}

    private static ObjectType options() {
        return ObjectType.named("BlockdevOptions")
                .member("driver", EnumType.of("BlockdevDriver", "file", "host_device", "null-aio", "null-co", "raw"))
                .optional("node-name", Builtin.STR)
                .optional("discard", EnumType.of("BlockdevDiscardOptions", "ignore", "unmap"))
                .optional("cache", cache())
                .optional("read-only", Builtin.BOOL)
                .optional("auto-read-only", Builtin.BOOL)
                .optional("detect-zeroes", EnumType.of("BlockdevDetectZeroesOptions", "off"))
                .tag("driver")
                .when("file", file())
                .when("host_device", file())
                .when("null-aio", nothing())
                .when("null-co", nothing())
                .when("raw", raw())
                .build();
    }

    private static ObjectType cache() {
        return ObjectType.named("BlockdevCacheOptions")
                .optional("direct", Builtin.BOOL)
                .optional("no-flush", Builtin.BOOL)
                .build();
    }

    private static ObjectType file() {
        return ObjectType.named("BlockdevOptionsFile")
                .member("filename", Builtin.STR)
                .optional("locking", EnumType.of("OnOffAuto", "auto", "on", "off"))
                .optional("aio", EnumType.of("BlockdevAioOptions", "threads", "native", "io_uring"))
                .build();
    }

    private static ObjectType nothing() {
        return ObjectType.named("BlockdevOptionsNull")
                .optional("size", Builtin.INT)
                .optional("latency-ns", Builtin.UINT64)
                .optional("read-zeroes", Builtin.BOOL)
                .build();
    }

    private static ObjectType raw() {
        return ObjectType.named("BlockdevOptionsRaw")
                .member("file", node())
                .optional("offset", Builtin.INT)
                .optional("size", Builtin.INT)
                .build();
    }

    /** The name of a node, or another to open. */
    private static AlternateType node() {
        return AlternateType.later("BlockdevRef", new Supplier<>() {
            @Override
            public List<QapiType> get() {
                return List.of(OPTIONS, Builtin.STR);
            }
        });
    }
}
