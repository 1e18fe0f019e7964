package baton.machine.irq;

import baton.nat.kvm.KvmSizes;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.EventFd;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** {@link KvmChips} of a real VM. */
public final class VmChips implements KvmChips {
    private final KvmVm vm;

    /** Uses {@code vm}, which outlives this. */
    public VmChips(KvmVm vm) {
        this.vm = vm;
    }

    @Override
    public void irqLine(int gsi, boolean level) {
        vm.irqLine(gsi, level);
    }

    @Override
    public void getIrqchip(byte[] chip) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(chip)) {
            vm.getIrqchip(buffer);
            buffer.get(0, chip, 0, chip.length);
        }
    }

    @Override
    public void setIrqchip(byte[] chip) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(chip)) {
            vm.setIrqchip(buffer);
        }
    }

    @Override
    public void getPit(byte[] state) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(state)) {
            vm.getPit2(buffer);
            buffer.get(0, state, 0, state.length);
        }
    }

    @Override
    public void setPit(byte[] state) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(state)) {
            vm.setPit2(buffer);
        }
    }

    @Override
    public long getClock() throws IOException {
        try (NativeBuffer buffer = NativeBuffer.allocate(KvmSizes.CLOCK)) {
            vm.getClock(buffer);
            return buffer.getLong(0);
        }
    }

    @Override
    public void setClock(long nanos) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.allocate(KvmSizes.CLOCK)) {
            buffer.putLong(0, nanos);
            vm.setClock(buffer);
        }
    }

    @Override
    public void signalMsi(long address, int data) {
        vm.signalMsi(address, data);
    }

    @Override
    public void irqFd(EventFd bell, int gsi, boolean on) throws IOException {
        vm.irqFd(bell, gsi, on);
    }

    @Override
    public void setGsiRouting(byte[] routing) throws IOException {
        try (NativeBuffer buffer = NativeBuffer.of(routing)) {
            vm.gsiRouting(buffer);
        }
    }
}
