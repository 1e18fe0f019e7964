package baton.machine.board;

import baton.device.panic.PvPanic;

/** Passes on what a guest says of its panics. */
final class PanicReports implements PvPanic.Reports {
    private final GuestEvents guest;

    PanicReports(GuestEvents guest) {
        this.guest = guest;
    }

    @Override
    public void panic(int bits) {
        guest.panic(bits);
    }
}
