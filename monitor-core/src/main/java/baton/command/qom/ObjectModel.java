package baton.command.qom;

import baton.chardev.Chardevs;
import baton.command.machine.GuestFacts;
import baton.machine.Machine;
import baton.machine.memory.MemoryObjects;

/** The object model of this process: everything that owns something in it. */
public final class ObjectModel {
    private final Machine machine;
    private final MemoryObjects objects;
    private final Chardevs chardevs;
    private final GuestFacts facts;

    /** Shows these. */
    public ObjectModel(Machine machine, MemoryObjects objects, Chardevs chardevs, GuestFacts facts) {
        this.machine = machine;
        this.objects = objects;
        this.chardevs = chardevs;
        this.facts = facts;
    }

    /** The tree as it is now. */
    QomTree tree() {
        return new QomTree(QomNode.root(new QomNode.Contents() {
            @Override
            public void fill(QomNode root) {
                root.child("machine", machine.board().machineName() + "-machine", new MachineBranch(machine, facts));
                root.container("objects", new ObjectsBranch(objects));
                root.container("chardevs", new ChardevsBranch(chardevs));
                root.container("backend", QomNode.EMPTY);
            }
        }));
    }
}
