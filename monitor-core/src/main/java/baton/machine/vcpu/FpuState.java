package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.NativeBuffer;
import java.util.Arrays;

/** x87, SSE, AVX, AVX-512 and PKRU registers, between the stream's layout and the XSAVE area (Intel SDM 1, 13.4). */
final class FpuState {
    private static final int FCW = 0;
    private static final int FSW = 2;
    private static final int FTW = 4;
    private static final int FOP = 6;
    private static final int FIP = 8;
    private static final int FDP = 16;
    private static final int MXCSR = 24;
    private static final int ST = 32;
    private static final int XMM = 160;
    private static final int XSTATE_BV = 512;
    private static final int REGISTERS = 16;
    private static final long X87_SSE = 3;

    int fpuc;
    int fpus;
    int fptag;
    int fpop;
    long fpip;
    long fpdp;
    int mxcsr;
    long xstateBv;
    int pkru;
    final FpReg[] st = new FpReg[8];
    final ZmmPart[] xmm = parts("xmm_reg", 0, 2);
    final ZmmPart[] ymmHigh = parts("ymmh_reg", 2, 2);
    final ZmmPart[] zmmHigh = parts("zmmh_reg", 4, 4);
    final ZmmPart[] zmm16to31 = parts("hi16_zmm_reg", 0, 8);
    final long[] opmask = new long[8];

    FpuState() {
        for (int i = 0; i < st.length; i++) {
            st[i] = new FpReg();
        }
    }

    private static ZmmPart[] parts(String vmsd, int first, int count) {
        ZmmPart[] made = new ZmmPart[REGISTERS];
        for (int i = 0; i < REGISTERS; i++) {
            made[i] = new ZmmPart(vmsd, first, count);
        }
        return made;
    }

    /** After FNINIT and power-on. */
    void reset() {
        fpuc = 0x37f;
        fpus = 0;
        fptag = 0;
        fpop = 0;
        fpip = 0;
        fpdp = 0;
        mxcsr = 0x1f80;
        xstateBv = X87_SSE;
        pkru = 0;
        for (FpReg r : st) {
            r.mantissa = 0;
            r.exponent = 0;
        }
        for (ZmmPart[] set : new ZmmPart[][] {xmm, ymmHigh, zmmHigh, zmm16to31}) {
            for (ZmmPart part : set) {
                Arrays.fill(part.words, 0);
            }
        }
        Arrays.fill(opmask, 0);
    }

    boolean hasPointers() {
        return (fpop | fpip | fpdp) != 0;
    }

    boolean hasAvx512() {
        return any(opmask) || any(zmmHigh) || any(zmm16to31);
    }

    private static boolean any(ZmmPart[] set) {
        for (ZmmPart part : set) {
            if (any(part.words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(long[] words) {
        for (long word : words) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes the registers out of an XSAVE area. */
    void fetch(NativeBuffer area, XsaveLayout layout) {
        fpuc = area.getShort(FCW) & 0xffff;
        fpus = area.getShort(FSW) & 0xffff;
        fptag = area.getByte(FTW) & 0xff;
        fpop = area.getShort(FOP) & 0xffff;
        fpip = area.getLong(FIP);
        fpdp = area.getLong(FDP);
        mxcsr = area.getInt(MXCSR);
        xstateBv = area.getLong(XSTATE_BV);
        for (int i = 0; i < st.length; i++) {
            st[i].mantissa = area.getLong(ST + 16 * i);
            st[i].exponent = area.getShort(ST + 16 * i + 8) & 0xffff;
        }
        transfer(area, layout, true);
    }

    /** Puts the registers into an XSAVE area. */
    void push(NativeBuffer area, XsaveLayout layout) {
        area.clear();
        area.putShort(FCW, fpuc);
        area.putShort(FSW, fpus);
        area.putByte(FTW, fptag);
        area.putShort(FOP, fpop);
        area.putLong(FIP, fpip);
        area.putLong(FDP, fpdp);
        area.putInt(MXCSR, mxcsr);
        area.putLong(XSTATE_BV, xstateBv);
        for (int i = 0; i < st.length; i++) {
            area.putLong(ST + 16 * i, st[i].mantissa);
            area.putShort(ST + 16 * i + 8, st[i].exponent);
        }
        transfer(area, layout, false);
    }

    /** The components that lie where CPUID 0xD says, in one direction or the other; a missing one is skipped. */
    private void transfer(NativeBuffer area, XsaveLayout layout, boolean fetch) {
        parts(area, XMM, xmm, fetch);
        parts(area, layout.offset(XsaveLayout.AVX), ymmHigh, fetch);
        parts(area, layout.offset(XsaveLayout.ZMM_HIGH), zmmHigh, fetch);
        parts(area, layout.offset(XsaveLayout.ZMM_16_31), zmm16to31, fetch);
        words(area, layout.offset(XsaveLayout.OPMASK), opmask, fetch);
        int pkruAt = layout.offset(XsaveLayout.PKRU);
        if (pkruAt > 0 && fetch) {
            pkru = area.getInt(pkruAt);
        } else if (pkruAt > 0) {
            area.putInt(pkruAt, pkru);
        }
    }

    private static void parts(NativeBuffer area, int at, ZmmPart[] set, boolean fetch) {
        for (int i = 0; at > 0 && i < set.length; i++) {
            words(area, at + i * 8 * set[i].words.length, set[i].words, fetch);
        }
    }

    private static void words(NativeBuffer area, int at, long[] words, boolean fetch) {
        for (int i = 0; at > 0 && i < words.length; i++) {
            if (fetch) {
                words[i] = area.getLong(at + 8 * i);
            } else {
                area.putLong(at + 8 * i, words[i]);
            }
        }
    }

    /** One x87 register. */
    static final class FpReg implements Struct {
        long mantissa;
        int exponent;

        private final Struct tmp = new Struct() {
            @Override
            public String vmsd() {
                return "fpreg_tmp";
            }

            @Override
            public int version() {
                return 0;
            }

            @Override
            public void state(StateVisitor v) throws VmStateException {
                mantissa = v.u64("tmp_mant", mantissa);
                exponent = v.u16("tmp_exp", exponent);
            }
        };

        @Override
        public String vmsd() {
            return "fpreg";
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            v.tmp("tmp", tmp);
        }
    }

    /** Some 64-bit words of one vector register. */
    static final class ZmmPart implements Struct {
        private final String vmsd;
        private final int first;
        final long[] words;

        ZmmPart(String vmsd, int first, int count) {
            this.vmsd = vmsd;
            this.first = first;
            this.words = new long[count];
        }

        @Override
        public String vmsd() {
            return vmsd;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            for (int i = 0; i < words.length; i++) {
                words[i] = v.u64("_q_ZMMReg[" + (first + i) + "]", words[i]);
            }
        }
    }
}
