package baton.command.qom;

import baton.command.machine.GuestFacts;
import baton.machine.tree.Property;
import baton.machine.vcpu.CpuModel;
import baton.machine.vcpu.Vcpu;
import java.util.Map;

/** One processor: its place among the others, and what it says of itself by CPUID. */
final class CpuBranch implements QomNode.Contents {
    private final Vcpu vcpu;
    private final GuestFacts facts;

    CpuBranch(Vcpu vcpu, GuestFacts facts) {
        this.vcpu = vcpu;
        this.facts = facts;
    }

    @Override
    public void fill(QomNode node) {
        node.device("", true);
        node.add(Property.number("apic-id", vcpu.index()));
        node.add(Property.number("socket-id", "int32", facts.socket(vcpu.index())));
        node.add(Property.number("core-id", "int32", facts.core(vcpu.index())));
        node.add(Property.number("thread-id", "int32", facts.thread(vcpu.index())));
        model(node, vcpu.model());
        node.link("memory", "memory-region", MemoryBranch.SYSTEM);
        node.child("lapic", "kvm-apic", new QomNode.Contents() {
            @Override
            public void fill(QomNode lapic) {
                lapic.device("", true);
                lapic.add(Property.number("id", vcpu.index()));
            }
        });
    }

    private static void model(QomNode node, CpuModel model) {
        node.add(Property.word("vendor", "string", model.vendor()));
        node.add(Property.word("model-id", "string", model.modelId()));
        node.add(Property.number("family", "int", model.family()));
        node.add(Property.number("model", "int", model.model()));
        node.add(Property.number("stepping", "int", model.stepping()));
        node.add(new Listed("unavailable-features", "strList", model.missing()));
        for (Map.Entry<String, Boolean> feature : model.features().entrySet()) {
            node.add(Property.bool(feature.getKey(), feature.getValue()));
        }
    }
}
