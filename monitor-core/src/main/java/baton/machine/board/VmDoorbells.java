package baton.machine.board;

import baton.machine.bus.Doorbells;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.EventFd;
import java.io.IOException;

/** Doorbells of a real VM: KVM_IOEVENTFD. */
final class VmDoorbells implements Doorbells {
    private final KvmVm vm;

    VmDoorbells(KvmVm vm) {
        this.vm = vm;
    }

    @Override
    public void attach(long address, int size, long value, EventFd bell) throws IOException {
        vm.ioEventFd(address, size, value, bell, true);
    }

    @Override
    public void detach(long address, int size, long value, EventFd bell) throws IOException {
        vm.ioEventFd(address, size, value, bell, false);
    }
}
