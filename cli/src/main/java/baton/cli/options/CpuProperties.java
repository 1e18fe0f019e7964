package baton.cli.options;

/** The names x86 CPU models of QEMU 10 know, as qom-list-properties gives them, with {@code -} for {@code _}. */
final class CpuProperties {
    private static final String SWITCHES =
            " 3dnow 3dnowext 3dnowprefetch abm ace2 ace2-en acpi adx aes amd-no-ssb amd-psfd amd-ssbd amd-stibp"
                    + " amx-bf16 amx-complex amx-fp16 amx-int8 amx-tile apic arat arch-capabilities arch-lbr auto-ibrs avic"
                    + " avx avx-ifma avx-ne-convert avx-vnni avx-vnni-int16 avx-vnni-int8 avx10 avx10-128 avx10-256"
                    + " avx10-512 avx2 avx512-4fmaps avx512-4vnniw avx512-bf16 avx512-fp16 avx512-vp2intersect"
                    + " avx512-vpopcntdq avx512bitalg avx512bw avx512cd avx512dq avx512er avx512f avx512ifma avx512pf"
                    + " avx512vbmi avx512vbmi2 avx512vl avx512vnni bhi-ctrl bhi-no bmi1 bmi2 bus-lock-detect check cid"
                    + " cldemote clflush clflushopt clwb clzero cmov cmp-legacy cmpccxadd core-capability cpuid-0xb"
                    + " cr8legacy cx16 cx8 dca ddpd-u de decodeassists ds ds-cpl dtes64 enforce eraps erms est extapic f16c"
                    + " fb-clear fbsdp-no fdp-excptn-only ffxsr fill-mtrr-mask flush-l1d flushbyasid fma fma4 fpu fred"
                    + " fsgsbase fsrc fsrm fsrs full-cpuid-auto-level full-width-write fxsr fxsr-opt fzrm gds-no gfni hle"
                    + " host-cache-info host-phys-bits ht hv-apicv hv-avic hv-crash hv-emsr-bitmap hv-enforce-cpuid hv-evmcs"
                    + " hv-frequencies hv-ipi hv-passthrough hv-reenlightenment hv-relaxed hv-reset hv-runtime hv-stimer hv-"
                    + "stimer-direct hv-syndbg hv-synic hv-time hv-tlbflush hv-tlbflush-direct hv-tlbflush-ext hv-vapic hv-"
                    + "vpindex hv-xmm-input hypervisor i64 ia64 ibpb ibpb-brtype ibrs ibrs-all ibs intel-psfd intel-pt"
                    + " intel-pt-lip invpcid invtsc ipred-ctrl kvm kvm-asyncpf kvm-asyncpf-int kvm-asyncpf-vmexit kvm-hint-"
                    + "dedicated kvm-mmu kvm-msi-ext-dest-id kvm-nopiodelay kvm-poll-control kvm-pv-enforce-cpuid kvm-pv-"
                    + "eoi kvm-pv-ipi kvm-pv-sched-yield kvm-pv-tlb-flush kvm-pv-unhalt kvm-steal-time kvmclock kvmclock-"
                    + "stable-bit l3-cache la57 lahf-lm lam lbrv legacy-cache legacy-multi-node lfence-always-serializing"
                    + " lkgs lm lmce lwp mca mcdt-no mce md-clear mds-no migratable misalignsse mmx mmxext monitor movbe"
                    + " movdir64b movdiri mpx msr mtrr no-nested-data-bp nodeid-msr npt nrip-save null-sel-clr-base nx osvw"
                    + " overflow-recov pae pat pause-filter pbe pbrsb-no pcid pclmuldq pclmulqdq pcommit pdcm pdpe1gb"
                    + " perfctr-core perfctr-nb perfmon-v2 pfthreshold pge phe phe-en pks pku pmm pmm-en pmu pn pni popcnt"
                    + " prefetchiti pschange-mc-no psdp-no pse pse36 rdctl-no rdpid rdrand rdseed rdtscp rfds-clear rfds-no"
                    + " rrsba-ctrl rsba rtm sbdr-ssdp-no sbpb sep serialize sgx sgx-aex-notify sgx-debug sgx-edeccssa sgx-"
                    + "exinfo sgx-kss sgx-mode64 sgx-provisionkey sgx-tokenkey sgx1 sgx2 sgxlc sha-ni sha512 skinit"
                    + " skip-l1dfl-vmentry sm3 sm4 smap smep smx spec-ctrl split-lock-detect srso-no srso-user-kernel-no ss"
                    + " ssb-no ssbd sse sse2 sse3 sse4-1 sse4-2 sse4.1 sse4.2 sse4a ssse3 stibp stibp-always-on succor svm"
                    + " svm-lock svme-addr-chk syscall taa-no tbm tce tcg-cpuid tm tm2 topoext tsc tsc-adjust tsc-deadline"
                    + " tsc-scale tsx-ctrl tsx-ldtrk umip v-vmsave-vmload vaes vgif virt-ssbd vmcb-clean vme vmware-cpuid-"
                    + "freq vmx vmx-activity-hlt vmx-activity-shutdown vmx-activity-wait-sipi vmx-any-errcode vmx-apicv-"
                    + "register vmx-apicv-vid vmx-apicv-x2apic vmx-apicv-xapic vmx-cr3-load-noexit vmx-cr3-store-noexit"
                    + " vmx-cr8-load-exit vmx-cr8-store-exit vmx-desc-exit vmx-enable-user-wait-pause vmx-encls-exit vmx-"
                    + "entry-ia32e-mode vmx-entry-load-bndcfgs vmx-entry-load-efer vmx-entry-load-fred vmx-entry-load-pat"
                    + " vmx-entry-load-perf-global-ctrl vmx-entry-load-pkrs vmx-entry-load-rtit-ctl vmx-entry-noload-"
                    + "debugctl vmx-ept vmx-ept-1gb vmx-ept-2mb vmx-ept-advanced-exitinfo vmx-ept-execonly vmx-eptad vmx-"
                    + "eptp-switching vmx-exit-ack-intr vmx-exit-clear-bndcfgs vmx-exit-clear-rtit-ctl vmx-exit-load-efer"
                    + " vmx-exit-load-pat vmx-exit-load-perf-global-ctrl vmx-exit-load-pkrs vmx-exit-nosave-debugctl vmx-"
                    + "exit-save-efer vmx-exit-save-pat vmx-exit-save-preemption-timer vmx-exit-secondary-ctls vmx-"
                    + "flexpriority vmx-hlt-exit vmx-ins-outs vmx-intr-exit vmx-invept vmx-invept-all-context vmx-invept-"
                    + "single-context vmx-invept-single-context-noglobals vmx-invlpg-exit vmx-invpcid-exit vmx-invvpid vmx-"
                    + "invvpid-all-context vmx-invvpid-single-addr vmx-io-bitmap vmx-io-exit vmx-monitor-exit vmx-movdr-"
                    + "exit vmx-msr-bitmap vmx-mtf vmx-mwait-exit vmx-nested-exception vmx-nmi-exit vmx-page-walk-4 vmx-"
                    + "page-walk-5 vmx-pause-exit vmx-ple vmx-pml vmx-posted-intr vmx-preemption-timer vmx-rdpmc-exit vmx-"
                    + "rdrand-exit vmx-rdseed-exit vmx-rdtsc-exit vmx-rdtscp-exit vmx-secondary-ctls vmx-shadow-vmcs vmx-"
                    + "store-lma vmx-true-ctls vmx-tsc-offset vmx-tsc-scaling vmx-unrestricted-guest vmx-vintr-pending vmx-"
                    + "vmfunc vmx-vmwrite-vmexit-fields vmx-vnmi vmx-vnmi-pending vmx-vpid vmx-wbinvd-exit vmx-xsaves vmx-"
                    + "zero-len-inject vnmi vpclmulqdq waitpkg wbnoinvd wdt wrmsrns x-amd-topoext-features-only x-force-"
                    + "features x-hv-synic-kvm-only x-intel-pt-auto-level x-l1-cache-per-thread x-migrate-smi-count"
                    + " x-vendor-cpuid-only x2apic xcrypt xcrypt-en xd xen-vapic xfd xgetbv1 xop xsave xsavec xsaveerptr"
                    + " xsaveopt xsaves xstore xstore-en xtpr zero-fcs-fds ";
    private static final String TEXTS =
            " apic-id avx10-version core-id die-id family guest-phys-bits host-phys-bits-limit hv-no-nonarch-"
                    + "coresharing hv-spinlocks hv-vendor-id hv-version-id-build hv-version-id-major hv-version-id-minor"
                    + " hv-version-id-sbranch hv-version-id-snumber hv-version-id-spack lbr-fmt level level-func7 min-level"
                    + " min-xlevel min-xlevel2 model model-id module-id node-id phys-bits socket-id stepping thread-id tsc-"
                    + "frequency ucode-rev vendor x-hv-max-vps xlevel xlevel2 ";

    private CpuProperties() {}

    /** Whether the name is on or off: a CPUID flag or a switch. */
    static boolean isSwitch(String name) {
        return switch (name) {
            case "migratable", "host-phys-bits", "kvm", "pmu", "cx16", "x2apic", "invtsc", "svm", "vmx" -> true;
            default -> holds(SWITCHES, name);
        };
    }

    /** Whether the name takes a number or a string. */
    static boolean isText(String name) {
        return holds(TEXTS, name);
    }

    private static boolean holds(String names, String name) {
        return !name.isEmpty() && name.indexOf(' ') < 0 && names.contains(" " + name + " ");
    }
}
