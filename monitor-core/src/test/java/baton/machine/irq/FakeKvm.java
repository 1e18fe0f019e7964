package baton.machine.irq;

import baton.nat.libc.EventFd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kernel's interrupt chips: keeps what it is given. */
final class FakeKvm implements KvmChips, KvmApic {
    final byte[][] chips = new byte[3][520];
    final byte[] pit = new byte[112];
    final byte[] lapic = new byte[1024];
    final List<String> lines = new ArrayList<>();
    long clock;
    long apicBase;
    boolean broken;
    /** Messages that were sent by call, and irqfds that came and went. */
    final List<String> messages = new ArrayList<>();

    final Map<Integer, EventFd> bells = new HashMap<>();
    boolean irqFds = true;
    byte[] table;

    FakeKvm() {
        chips[1][0] = 1;
        chips[2][0] = 2;
    }

    @Override
    public void irqLine(int gsi, boolean level) {
        lines.add(gsi + (level ? " up" : " down"));
    }

    @Override
    public void getIrqchip(byte[] chip) throws IOException {
        copy(chips[chip[0]], chip);
    }

    @Override
    public void setIrqchip(byte[] chip) throws IOException {
        copy(chip, chips[chip[0]]);
    }

    @Override
    public void getPit(byte[] state) throws IOException {
        copy(pit, state);
    }

    @Override
    public void setPit(byte[] state) throws IOException {
        copy(state, pit);
    }

    @Override
    public long getClock() {
        return clock;
    }

    @Override
    public void setClock(long nanos) {
        clock = nanos;
    }

    @Override
    public void signalMsi(long address, int data) {
        messages.add(Long.toHexString(address) + "=" + data);
    }

    @Override
    public void irqFd(EventFd bell, int gsi, boolean on) throws IOException {
        if (!irqFds) {
            throw new IOException("Inappropriate ioctl for device");
        }
        messages.add((on ? "+" : "-") + gsi);
        if (on) {
            bells.put(gsi, bell);
        }
    }

    @Override
    public void setGsiRouting(byte[] routing) {
        table = routing;
    }

    @Override
    public void getLapic(byte[] page) throws IOException {
        copy(lapic, page);
    }

    @Override
    public void setLapic(byte[] page) throws IOException {
        copy(page, lapic);
    }

    @Override
    public long getApicBase() {
        return apicBase;
    }

    @Override
    public void setApicBase(long value) {
        apicBase = value;
    }

    private void copy(byte[] from, byte[] to) throws IOException {
        if (broken) {
            throw new IOException("Invalid argument");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
