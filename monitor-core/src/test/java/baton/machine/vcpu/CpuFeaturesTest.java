package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {
    @ParameterizedTest
    @CsvSource({
        "fpu,0,0",
        "pbe,0,31",
        "pni,1,0",
        "sse3,1,0",
        "cx16,1,13",
        "hypervisor,1,31",
        "avx2,2,5",
        "avx512vl,2,31",
        "umip,3,2",
        "rdpid,3,22",
        "pks,3,31",
        "fsrm,4,4",
        "amx-bf16,4,22",
        "ssbd,4,31",
        "syscall,5,11",
        "nx,5,20",
        "lm,5,29",
        "3dnow,5,31",
        "lahf-lm,6,0",
        "lahf_lm,6,0",
        "svm,6,2",
        "topoext,6,22",
        "kvmclock,7,0",
        "kvm-steal-time,7,5",
        "kvmclock-stable-bit,7,24"
    })
    void name_isItsBit(String name, int word, int bit) {
        assertEquals(word * 32 + bit, CpuFeatures.find(name));
    }

    @Test
    void unknownName_isNoBit() {
        assertEquals(-1, CpuFeatures.find("no-such"));
        assertEquals(-1, CpuFeatures.find("-"));
        assertEquals(-1, CpuFeatures.find(""));
    }

    @Test
    void description_isQemus() {
        assertEquals("CPUID.01H:ECX.pni [bit 0]", CpuFeatures.describe(CpuFeatures.LEAF1_ECX, 0));
        assertEquals("CPUID.80000001H:EDX.lm [bit 29]", CpuFeatures.describe(CpuFeatures.EXTENDED_EDX, 29));
    }
}
