"""What QEMU 10.2.2 writes for the microvm machine, section by section: a schema and a codec driven by it."""
import struct, json
T={'u8':('uint8',1),'u16':('uint16',2),'u32':('uint32',4),'u64':('uint64',8),'i16':('int16',2),'i32':('int32',4),'i64':('int64',8),'bool':('bool',1),'timer':('timer',8)}
class S:  # struct / section description
    def __init__(s,name,ver,fields,subs=()): s.name=name; s.ver=ver; s.fields=fields; s.subs=list(subs)
def seg(): return S('segment',1,[('selector','u32'),('base','u64'),('limit','u32'),('flags','u32')])
SEG=seg()
FPREG=S('fpreg',0,[('tmp','tmp',S('fpreg_tmp',0,[('tmp_mant','u64'),('tmp_exp','u16')]))])
XMM=S('xmm_reg',1,[('_q_ZMMReg[0]','u64'),('_q_ZMMReg[1]','u64')])
YMMH=S('ymmh_reg',1,[('_q_ZMMReg[2]','u64'),('_q_ZMMReg[3]','u64')])
MTRR=S('mtrr_var',1,[('base','u64'),('mask','u64')])
def sub(n,*f,v=1): return S(n,v,list(f))
q=lambda n,t,k=1:(n,t,None,k)
CPU=S('cpu',12,[q('env.regs','u64',16),q('env.eip','u64'),q('env.eflags','u64'),q('env.hflags','u32'),q('env.fpuc','u16'),q('env.fpus_vmstate','u16'),q('env.fptag_vmstate','u16'),q('env.fpregs_format_vmstate','u16'),
 ('env.fpregs','struct',FPREG,8),('env.segs','struct',SEG,6),('env.ldt','struct',SEG,1),('env.tr','struct',SEG,1),('env.gdt','struct',SEG,1),('env.idt','struct',SEG,1),
 q('env.sysenter_cs','u32'),q('env.sysenter_esp','u64'),q('env.sysenter_eip','u64'),q('env.cr[0]','u64'),q('env.cr[2]','u64'),q('env.cr[3]','u64'),q('env.cr[4]','u64'),q('env.dr','u64',8),q('env.a20_mask','i32'),q('env.mxcsr','u32'),
 ('env.xmm_regs','struct',XMM,16),q('env.efer','u64'),q('env.star','u64'),q('env.lstar','u64'),q('env.cstar','u64'),q('env.fmask','u64'),q('env.kernelgsbase','u64'),q('env.smbase','u32'),q('env.pat','u64'),q('env.hflags2','u32'),
 q('env.vm_hsave','u64'),q('env.vm_vmcb','u64'),q('env.tsc_offset','u64'),q('env.intercept','u64'),q('env.intercept_cr_read','u16'),q('env.intercept_cr_write','u16'),q('env.intercept_dr_read','u16'),q('env.intercept_dr_write','u16'),q('env.intercept_exceptions','u32'),q('env.v_tpr','u8'),
 q('env.mtrr_fixed','u64',11),q('env.mtrr_deftype','u64'),('env.mtrr_var','struct',MTRR,8),
 q('env.interrupt_injected','i32'),q('env.mp_state','u32'),q('env.tsc','u64'),q('env.exception_nr','i32'),q('env.soft_interrupt','u8'),q('env.nmi_injected','u8'),q('env.nmi_pending','u8'),q('env.has_error_code','u8'),q('env.sipi_vector','u32'),
 q('env.mcg_cap','u64'),q('env.mcg_status','u64'),q('env.mcg_ctl','u64'),q('env.mce_banks','u64',40),q('env.tsc_aux','u64'),q('env.system_time_msr','u64'),q('env.wall_clock_msr','u64'),q('env.xcr0','u64'),q('env.xstate_bv','u64'),('env.xmm_regs','struct',YMMH,16)],
 [sub('cpu/exception_info',q('env.exception_pending','u8'),q('env.exception_injected','u8'),q('env.exception_has_payload','u8'),q('env.exception_payload','u64')),
  sub('cpu/error_code',q('env.error_code','i32')),
  sub('cpu/async_pf_msr',q('env.async_pf_en_msr','u64')),
  sub('cpu/async_pf_int_msr',q('env.async_pf_int_msr','u64')),
  sub('cpu/async_pv_eoi_msr',q('env.pv_eoi_en_msr','u64')),
  sub('cpu/steal_time_msr',q('env.steal_time_msr','u64')),
  sub('cpu/poll_control_msr',q('env.poll_control_msr','u64')),
  sub('cpu/fpop_ip_dp',q('env.fpop','u16'),q('env.fpip','u64'),q('env.fpdp','u64')),
  sub('cpu/msr_tsc_adjust',q('env.tsc_adjust','u64')),
  sub('cpu/msr_tscdeadline',q('env.tsc_deadline','u64')),
  sub('cpu/msr_ia32_misc_enable',q('env.msr_ia32_misc_enable','u64')),
  sub('cpu/msr_ia32_feature_control',q('env.msr_ia32_feature_control','u64')),
  sub('cpu/avx512',q('env.opmask_regs','u64',8),('env.xmm_regs','struct',S('zmmh_reg',1,[('_q_ZMMReg[%d]'%i,'u64') for i in (4,5,6,7)]),16),('env.xmm_regs','struct',S('hi16_zmm_reg',1,[('_q_ZMMReg[%d]'%i,'u64') for i in range(8)]),16)),
  sub('cpu/xss',q('env.xss','u64')),
  sub('cpu/umwait',q('env.umwait','u32')),
  sub('cpu/tsc_khz',q('env.tsc_khz','i64')),
  sub('cpu/msr_smi_count',q('env.msr_smi_count','u64')),
  sub('cpu/pkru',q('env.pkru','u32')), sub('cpu/pkrs',q('env.pkrs','u32')), sub('cpu/spec_ctrl',q('env.spec_ctrl','u64')),
  sub('cpu/amd_tsc_scale_msr',q('env.amd_tsc_scale_msr','u64')),
  sub('cpu/virt_ssbd',q('env.virt_ssbd','u64')),
  sub('cpu/msr_tsx_ctrl',q('env.tsx_ctrl','u32')),
  sub('cpu/pdptrs',q('env.pdptrs','u64',4)),
  sub('cpu/msr_xfd',q('env.msr_xfd','u64'),q('env.msr_xfd_err','u64')),
  sub('cpu/msr_hwcr',q('env.msr_hwcr','u64')),
  sub('cpu/triple_fault',q('env.triple_fault_pending','u8'))])
APIC=S('apic',3,[q('apicbase','u32'),q('id','u8'),q('arb_id','u8'),q('tpr','u8'),q('spurious_vec','u32'),q('log_dest','u8'),q('dest_mode','u8'),q('isr','u32',8),q('tmr','u32',8),q('irr','u32',8),q('lvt','u32',6),q('esr','u32'),q('icr','u32',2),q('divide_conf','u32'),q('count_shift','i32'),q('initial_count','u32'),q('initial_count_load_time','i64'),q('next_time','i64'),q('timer_expiry','i64')],
 [sub('apic_sipi',q('sipi_vector','i32'),q('wait_for_sipi','i32'))])
TIMER=S('timer',2,[q('cpu_ticks_offset','i64'),('unused','unused',8),q('cpu_clock_offset','i64')])
FWCFG=S('fw_cfg',2,[q('cur_entry','u16'),q('cur_offset[1]','u32')],[S('fw_cfg/dma',0,[q('dma_addr','u64')]),sub('fw_cfg/acpi_mr',q('table_mr_size','u64'),q('linker_mr_size','u64'),q('rsdp_mr_size','u64'))])
CPUC=S('cpu_common',1,[q('halted','u32'),q('interrupt_request','u32')],[sub('cpu_common/crash_occurred',q('crash_occurred','bool'))])
HND=S('kvmvapic-handlers',1,[q('set_tpr','u32'),q('set_tpr_eax','u32'),q('get_tpr','u32',8),q('get_tpr_stack','u32')])
VAPIC=S('kvm-tpr-opt',1,[('rom_state','struct',S('kvmvapic-guest-rom',1,[('unused','unused',8),q('vaddr','u32'),q('fixup_start','u32'),q('fixup_end','u32'),q('vapic_vaddr','u32'),q('vapic_size','u32'),q('vcpu_shift','u32'),q('real_tpr_addr','u32'),('up','struct',HND,1),('mp','struct',HND,1)]),1),q('state','u32'),q('real_tpr_addr','u32'),q('rom_state_vaddr','u32'),q('vapic_paddr','u32'),q('rom_state_paddr','u32')])
IOAPIC=S('ioapic',3,[q('id','u8'),q('ioregsel','u8'),('unused','unused',8),q('irr','u32'),q('ioredtbl','u64',24)])
KVMCLOCK=S('kvmclock',1,[q('clock','u64')],[sub('kvmclock/clock_is_reliable',q('clock_is_reliable','bool'))])
PIC=S('i8259',1,[q(n,'u8') for n in 'last_irr irr imr isr priority_add irq_base read_reg_select poll special_mask init_state auto_eoi rotate_on_auto_eoi special_fully_nested_mode init4 single_mode elcr'.split()],[sub('i8259/ltim',q('ltim','u8'))])
PITC=S('pit channel',2,[q('count','i32'),q('latched_count','u16')]+[q(n,'u8') for n in 'count_latched status_latched status read_state write_state write_latch rw_mode mode bcd gate'.split()]+[q('count_load_time','i64'),q('next_transition_time','i64')])
PIT=S('i8254',3,[q('channels[0].irq_disabled','u32'),('channels','struct',PITC,3),q('channels[0].next_transition_time','i64')])
RTC=S('mc146818rtc',3,[('cmos_data','buf',128),q('cmos_index','u8'),('unused[0]','unused',28),q('periodic_timer','timer'),q('next_periodic_time','i64'),('unused[1]','unused',24),q('irq_coalesced','u32'),q('period','u32'),q('base_rtc','u64'),q('last_update','u64'),q('offset','i64'),q('update_timer','timer'),q('next_alarm_time','u64')],[sub('mc146818rtc/irq_reinject_on_ack_count',q('irq_reinject_on_ack_count','u16'))])
FIFO=S('Fifo8',1,[('data','buf',16),q('head','u32'),q('num','u32')])
SERIALI=S('serial',3,[q('divider','u16')]+[q(n,'u8') for n in 'rbr ier iir lcr mcr lsr msr scr fcr_vmstate'.split()],
 [sub('serial/thr_ipending',q('thr_ipending','i32')),sub('serial/tsr',q('tsr_retry','u32'),q('thr','u8'),q('tsr','u8')),sub('serial/recv_fifo',('recv_fifo','struct',FIFO,1)),sub('serial/xmit_fifo',('xmit_fifo','struct',FIFO,1)),sub('serial/fifo_timeout_timer',q('fifo_timeout_timer','timer')),sub('serial/timeout_ipending',q('timeout_ipending','i32')),sub('serial/poll',q('poll_msl','i32'),q('modem_status_poll','timer'))])
SERIAL=S('serial',3,[('state','struct',SERIALI,1)])
GED=S('acpi-ged',1,[('ged_state','struct',S('acpi-ged-state',1,[q('sel','u32')]),1)],[sub('acpi-ged/memhp',('memhp_state','struct',S('memory hotplug state',1,[q('selector','u32')]),1))])
GLOBAL=S('globalstate',1,[q('size','u32'),('runstate','buf',32),q('has_vm_was_suspended','u8'),q('vm_was_suspended','u8'),('unused','buf',66)])
SECT={s.name:s for s in (CPU,APIC,TIMER,FWCFG,CPUC,VAPIC,IOAPIC,KVMCLOCK,PIC,PIT,RTC,SERIAL,GED,GLOBAL)}
class R:
    def __init__(s,b,o=0): s.b=b; s.o=o
    def n(s,k):
        v=s.b[s.o:s.o+k]; assert len(v)==k,'eof'; s.o+=k; return v
    def u(s,k): return int.from_bytes(s.n(k),'big')
    def st(s): return s.n(s.u(1)).decode()
def dec(r,d):
    out=[]
    for f in d.fields:
        n,t=f[0],f[1]; a=f[2] if len(f)>2 else None; k=f[3] if len(f)>3 else 1
        if t in('buf','unused'): out.append((n,r.n(a)))
        elif t=='struct': out.append((n,[dec(r,a) for _ in range(k)]))
        elif t=='tmp': out.append((n,dec(r,a)))
        else:
            w=T[t][1]; sg=t[0]=='i'
            v=[int.from_bytes(r.n(w),'big',signed=sg) for _ in range(k)]; out.append((n,v if k>1 else v[0]))
    subs=[]
    while r.o<len(r.b) and r.b[r.o]==5:
        ln=r.b[r.o+1]
        if ln<len(d.name)+1: break
        nm=r.b[r.o+2:r.o+2+ln].decode('latin1')
        if not nm.startswith(d.name): break
        sd=[x for x in d.subs if x.name==nm]
        if not sd: raise Exception('unknown subsection '+nm)
        r.n(2+ln); v=r.u(4); subs.append((nm,v,dec(r,sd[0])))
    return {'f':out,'s':subs}
def enc(v,d):
    o=b''
    for (n,x),f in zip(v['f'],d.fields):
        assert n==f[0]; t=f[1]; a=f[2] if len(f)>2 else None; k=f[3] if len(f)>3 else 1
        if t in('buf','unused'): assert len(x)==a; o+=x
        elif t=='struct': o+=b''.join(enc(y,a) for y in x)
        elif t=='tmp': o+=enc(x,a)
        else:
            w=T[t][1]
            for y in (x if k>1 else [x]): o+=(y&(1<<8*w)-1).to_bytes(w,'big')
    for nm,ver,sv in v['s']:
        sd=[x for x in d.subs if x.name==nm][0]
        o+=b'\x05'+bytes([len(nm)])+nm.encode()+struct.pack('>I',ver)+enc(sv,sd)
    return o
def ssize(d): return sum((f[2] if f[1] in('buf','unused') else ssize(f[2])*(f[3] if len(f)>3 else 1) if f[1] in('struct','tmp') else T[f[1]][1]*(f[3] if len(f)>3 else 1)) for f in d.fields)
def compressible(d): return not d.subs
def uniq(d):
    names=[f[0] for f in d.fields]; c={}; out=[]
    for n in names:
        if names.count(n)>1: i=c.get(n,0); c[n]=i+1; out.append('%s[%d]'%(n,i))
        else: out.append(n)
    return out
def desc(v,d,body=None):
    """vmdesc object body for a struct/section"""
    o={'vmsd_name':d.name,'version':d.ver,'fields':[]}
    for (n,x),f,un in zip(v['f'],d.fields,uniq(d)):
        t=f[1]; a=f[2] if len(f)>2 else None; k=f[3] if len(f)>3 else 1
        e={'name':un}
        if t=='unused': e.update(type='unused_buffer',size=a)
        elif t=='buf': e.update(type='buffer',size=a)
        elif t=='struct':
            if k>1: e['array_len']=k
            e['type']='struct'; e['struct']=desc(x[0],a); e['size']=len(enc(x[0],a))
        elif t=='tmp': e['type']='tmp'; e.update(desc(x,a)); e['size']=len(enc(x,a))
        else:
            if k>1: e['array_len']=k
            e['type']=T[t][0]; e['size']=T[t][1]
        o['fields'].append(e)
    if v['s']:
        o['subsections']=[]
        for nm,ver,sv in v['s']: o['subsections'].append(desc(sv,[y for y in d.subs if y.name==nm][0]))
    return o
