package baton.command.stats;

import baton.monitor.qmp.schema.AlternateType;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** QAPI types of statistics; the words of the kernel's numbers stand at their place. */
final class StatsTypes {
    static final EnumType PROVIDER = EnumType.of("StatsProvider", "kvm", "cryptodev");
    static final EnumType TARGET = EnumType.of("StatsTarget", "vm", "vcpu", "cryptodev");
    static final EnumType KIND =
            EnumType.of("StatsType", "cumulative", "instant", "peak", "linear-histogram", "log2-histogram");
    static final EnumType UNIT = EnumType.of("StatsUnit", "bytes", "seconds", "cycles", "boolean");

    private static final ObjectType REQUEST = ObjectType.named("StatsRequest")
            .member("provider", PROVIDER)
            .optional("names", ArrayType.of(Builtin.STR))
            .build();
    static final ObjectType FILTER = ObjectType.named("StatsFilter")
            .member("target", TARGET)
            .optional("providers", ArrayType.of(REQUEST))
            .tag("target")
            .when(
                    "vcpu",
                    ObjectType.named("StatsVCPUFilter")
                            .optional("vcpus", ArrayType.of(Builtin.STR))
                            .build())
            .build();
    static final ObjectType RESULT = ObjectType.named("StatsResult")
            .member("provider", PROVIDER)
            .optional("qom-path", Builtin.STR)
            .member("stats", ArrayType.of(stats()))
            .build();
    static final ObjectType SCHEMA = ObjectType.named("StatsSchema")
            .member("provider", PROVIDER)
            .member("target", TARGET)
            .member("stats", ArrayType.of(described()))
            .build();

    private StatsTypes() {}

    private static ObjectType stats() {
        return ObjectType.named("Stats")
                .member("name", Builtin.STR)
                .member(
                        "value",
                        AlternateType.of("StatsValue", Builtin.UINT64, Builtin.BOOL, ArrayType.of(Builtin.UINT64)))
                .build();
    }

    private static ObjectType described() {
        return ObjectType.named("StatsSchemaValue")
                .member("name", Builtin.STR)
                .member("type", KIND)
                .optional("unit", UNIT)
                .optional("base", Builtin.INT8)
                .member("exponent", Builtin.INT16)
                .optional("bucket-size", Builtin.UINT32)
                .build();
    }
}
