package baton.machine.vcpu;

/** A processor that keeps what it is given. */
final class FakeCpuStore implements CpuStore {
    int pushes;

    @Override
    public void fetch(CpuState cpu) {}

    @Override
    public void push(CpuState cpu) {
        pushes++;
    }

    @Override
    public int physicalBits() {
        return 48;
    }

    @Override
    public int processorSignature() {
        return 0x60fb1;
    }

    static CpuState cpu(int index) {
        return new CpuState(index, new MsrFile(new int[] {MsrFile.STAR, MsrFile.LSTAR}, true), new FakeCpuStore());
    }
}
