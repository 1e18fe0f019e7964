package baton.migration.stream;

import java.util.ArrayList;
import java.util.List;

/** Every section of QEMU's microvm machine as a table: docs/wire/stream.md, section 2. */
final class MicrovmTables {
    private MicrovmTables() {}

    /** All sections of a machine with {@code cpus} CPUs, in the order QEMU emits them. */
    static List<TableStruct> sections(int cpus) {
        List<TableStruct> all = new ArrayList<>();
        for (int i = 0; i < cpus; i++) {
            all.add(apic().instance(i));
        }
        all.add(timer());
        all.add(fwCfg());
        for (int i = 0; i < cpus; i++) {
            all.add(cpuCommon().instance(i));
            all.add(cpu().instance(i));
            if (i == 0) {
                all.add(kvmTprOpt());
            }
        }
        all.add(ioapic());
        all.add(kvmclock());
        all.add(pic().alias(0x20));
        all.add(pic().instance(1).alias(0xa0));
        all.add(pit().alias(0x40));
        all.add(rtc());
        all.add(serial().alias(0x3f8));
        all.add(globalState());
        return all;
    }

    static TableStruct apic() {
        return new TableStruct("apic", 3)
                .u32("apicbase")
                .u8("id", "arb_id", "tpr")
                .u32("spurious_vec")
                .u8("log_dest", "dest_mode")
                .u32s("isr", 8)
                .u32s("tmr", 8)
                .u32s("irr", 8)
                .u32s("lvt", 6)
                .u32("esr")
                .u32s("icr", 2)
                .u32("divide_conf")
                .i32("count_shift")
                .u32("initial_count")
                .i64("initial_count_load_time", "next_time", "timer_expiry")
                .sub(new TableStruct("apic_sipi", 1).i32("sipi_vector", "wait_for_sipi"));
    }

    static TableStruct timer() {
        return new TableStruct("timer", 2)
                .i64("cpu_ticks_offset")
                .unused("unused", 8)
                .i64("cpu_clock_offset");
    }

    static TableStruct fwCfg() {
        return new TableStruct("fw_cfg", 2)
                .u16("cur_entry")
                .u32("cur_offset[1]")
                .sub(new TableStruct("fw_cfg/dma", 0).u64("dma_addr"))
                .sub(new TableStruct("fw_cfg/acpi_mr", 1).u64("table_mr_size", "linker_mr_size", "rsdp_mr_size"));
    }

    static TableStruct cpuCommon() {
        return new TableStruct("cpu_common", 1)
                .u32("halted", "interrupt_request")
                .sub(new TableStruct("cpu_common/crash_occurred", 1).bool("crash_occurred"));
    }

    static TableStruct kvmTprOpt() {
        TableStruct rom = new TableStruct("kvmvapic-guest-rom", 1)
                .unused("unused", 8)
                .u32("vaddr", "fixup_start", "fixup_end", "vapic_vaddr", "vapic_size", "vcpu_shift", "real_tpr_addr")
                .struct("up", handlers())
                .struct("mp", handlers());
        return new TableStruct("kvm-tpr-opt", 1)
                .struct("rom_state", rom)
                .u32("state", "real_tpr_addr", "rom_state_vaddr", "vapic_paddr", "rom_state_paddr");
    }

    private static TableStruct handlers() {
        return new TableStruct("kvmvapic-handlers", 1)
                .u32("set_tpr", "set_tpr_eax")
                .u32s("get_tpr", 8)
                .u32("get_tpr_stack");
    }

    static TableStruct ioapic() {
        return new TableStruct("ioapic", 3)
                .u8("id", "ioregsel")
                .unused("unused", 8)
                .u32("irr")
                .u64s("ioredtbl", 24);
    }

    static TableStruct kvmclock() {
        return new TableStruct("kvmclock", 1)
                .u64("clock")
                .sub(new TableStruct("kvmclock/clock_is_reliable", 1).bool("clock_is_reliable"));
    }

    static TableStruct pic() {
        return new TableStruct("i8259", 1)
                .u8("last_irr", "irr", "imr", "isr", "priority_add", "irq_base", "read_reg_select", "poll")
                .u8("special_mask", "init_state", "auto_eoi", "rotate_on_auto_eoi", "special_fully_nested_mode")
                .u8("init4", "single_mode", "elcr")
                .sub(new TableStruct("i8259/ltim", 1).u8("ltim"));
    }

    static TableStruct pit() {
        return new TableStruct("i8254", 3)
                .u32("channels[0].irq_disabled")
                .structs("channels", 3, MicrovmTables::pitChannel)
                .i64("channels[0].next_transition_time");
    }

    private static TableStruct pitChannel() {
        return new TableStruct("pit channel", 2)
                .i32("count")
                .u16("latched_count")
                .u8("count_latched", "status_latched", "status", "read_state", "write_state", "write_latch")
                .u8("rw_mode", "mode", "bcd", "gate")
                .i64("count_load_time", "next_transition_time");
    }

    static TableStruct rtc() {
        return new TableStruct("mc146818rtc", 3)
                .buffer("cmos_data", 128)
                .u8("cmos_index")
                .unused("unused", 28)
                .timer("periodic_timer")
                .i64("next_periodic_time")
                .unused("unused", 24)
                .u32("irq_coalesced", "period")
                .u64("base_rtc", "last_update")
                .i64("offset")
                .timer("update_timer")
                .u64("next_alarm_time")
                .sub(new TableStruct("mc146818rtc/irq_reinject_on_ack_count", 1).u16("irq_reinject_on_ack_count"));
    }

    static TableStruct serial() {
        TableStruct inner = new TableStruct("serial", 3)
                .u16("divider")
                .u8("rbr", "ier", "iir", "lcr", "mcr", "lsr", "msr", "scr", "fcr_vmstate")
                .sub(new TableStruct("serial/thr_ipending", 1).i32("thr_ipending"))
                .sub(new TableStruct("serial/tsr", 1).u32("tsr_retry").u8("thr", "tsr"))
                .sub(new TableStruct("serial/recv_fifo", 1).struct("recv_fifo", fifo8()))
                .sub(new TableStruct("serial/xmit_fifo", 1).struct("xmit_fifo", fifo8()))
                .sub(new TableStruct("serial/fifo_timeout_timer", 1).timer("fifo_timeout_timer"))
                .sub(new TableStruct("serial/timeout_ipending", 1).i32("timeout_ipending"))
                .sub(new TableStruct("serial/poll", 1).i32("poll_msl").timer("modem_status_poll"));
        return new TableStruct("serial", 3).struct("state", inner);
    }

    private static TableStruct fifo8() {
        return new TableStruct("Fifo8", 1).buffer("data", 16).u32("head", "num");
    }

    static TableStruct globalState() {
        return new TableStruct("globalstate", 1)
                .u32("size")
                .buffer("runstate", 32)
                .u8("has_vm_was_suspended", "vm_was_suspended")
                .buffer("unused", 66);
    }

    static TableStruct cpu() {
        TableStruct cpu = new TableStruct("cpu", 12)
                .minimum(11)
                .u64s("env.regs", 16)
                .u64("env.eip", "env.eflags")
                .u32("env.hflags")
                .u16("env.fpuc", "env.fpus_vmstate", "env.fptag_vmstate", "env.fpregs_format_vmstate")
                .structs("env.fpregs", 8, MicrovmTables::fpreg)
                .structs("env.segs", 6, MicrovmTables::segment)
                .struct("env.ldt", segment())
                .struct("env.tr", segment())
                .struct("env.gdt", segment())
                .struct("env.idt", segment())
                .u32("env.sysenter_cs")
                .u64("env.sysenter_esp", "env.sysenter_eip", "env.cr[0]", "env.cr[2]", "env.cr[3]", "env.cr[4]")
                .u64s("env.dr", 8)
                .i32("env.a20_mask")
                .u32("env.mxcsr")
                .structs("env.xmm_regs", 16, () -> zmm("xmm_reg", 0, 1));
        cpuModelSpecific(cpu);
        cpuEvents(cpu);
        cpuSubsections(cpu);
        return cpu;
    }

    private static void cpuModelSpecific(TableStruct cpu) {
        cpu.u64("env.efer", "env.star", "env.lstar", "env.cstar", "env.fmask", "env.kernelgsbase")
                .u32("env.smbase")
                .u64("env.pat")
                .u32("env.hflags2")
                .u64("env.vm_hsave", "env.vm_vmcb", "env.tsc_offset", "env.intercept")
                .u16("env.intercept_cr_read", "env.intercept_cr_write")
                .u16("env.intercept_dr_read", "env.intercept_dr_write")
                .u32("env.intercept_exceptions")
                .u8("env.v_tpr")
                .u64s("env.mtrr_fixed", 11)
                .u64("env.mtrr_deftype")
                .structs("env.mtrr_var", 8, () -> new TableStruct("mtrr_var", 1).u64("base", "mask"));
    }

    private static void cpuEvents(TableStruct cpu) {
        cpu.i32("env.interrupt_injected")
                .u32("env.mp_state")
                .u64("env.tsc")
                .i32("env.exception_nr")
                .u8("env.soft_interrupt", "env.nmi_injected", "env.nmi_pending", "env.has_error_code")
                .u32("env.sipi_vector")
                .u64("env.mcg_cap", "env.mcg_status", "env.mcg_ctl")
                .u64s("env.mce_banks", 40)
                .u64("env.tsc_aux", "env.system_time_msr", "env.wall_clock_msr", "env.xcr0", "env.xstate_bv")
                .structs("env.xmm_regs", 16, () -> zmm("ymmh_reg", 2, 3));
    }

    private static void cpuSubsections(TableStruct cpu) {
        cpu.sub(new TableStruct("cpu/exception_info", 1)
                        .u8("env.exception_pending", "env.exception_injected", "env.exception_has_payload")
                        .u64("env.exception_payload"))
                .sub(new TableStruct("cpu/error_code", 1).i32("env.error_code"))
                .sub(new TableStruct("cpu/async_pf_msr", 1).u64("env.async_pf_en_msr"))
                .sub(new TableStruct("cpu/async_pf_int_msr", 1).u64("env.async_pf_int_msr"))
                .sub(new TableStruct("cpu/async_pv_eoi_msr", 1).u64("env.pv_eoi_en_msr"))
                .sub(new TableStruct("cpu/steal_time_msr", 1).u64("env.steal_time_msr"))
                .sub(new TableStruct("cpu/poll_control_msr", 1).u64("env.poll_control_msr"))
                .sub(new TableStruct("cpu/fpop_ip_dp", 1).u16("env.fpop").u64("env.fpip", "env.fpdp"))
                .sub(new TableStruct("cpu/avx512", 1)
                        .u64s("env.opmask_regs", 8)
                        .structs("env.xmm_regs", 16, () -> zmm("zmmh_reg", 4, 7))
                        .structs("env.xmm_regs", 16, () -> zmm("hi16_zmm_reg", 0, 7)))
                .sub(new TableStruct("cpu/tsc_khz", 1).i64("env.tsc_khz"))
                .sub(new TableStruct("cpu/pdptrs", 1).u64s("env.pdptrs", 4));
    }

    private static TableStruct fpreg() {
        return new TableStruct("fpreg", 0)
                .tmp("tmp", new TableStruct("fpreg_tmp", 0).u64("tmp_mant").u16("tmp_exp"));
    }

    private static TableStruct segment() {
        return new TableStruct("segment", 1).u32("selector").u64("base").u32("limit", "flags");
    }

    private static TableStruct zmm(String vmsd, int first, int last) {
        TableStruct register = new TableStruct(vmsd, 1);
        for (int i = first; i <= last; i++) {
            register.u64("_q_ZMMReg[" + i + "]");
        }
        return register;
    }
}
