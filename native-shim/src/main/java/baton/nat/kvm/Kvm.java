package baton.nat.kvm;

import baton.base.Closer;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sys;
import baton.nat.libc.Syscall;

/** The /dev/kvm descriptor: what this host's KVM can do, and making a VM. Any thread; the owner closes. */
public final class Kvm implements Closer.Resource {
    /** The only API version there has been since 2007. */
    public static final int API_VERSION = 12;

    private static final int MAX_CPUID_ENTRIES = 256;

    private final Fd fd;
    private final int runBytes;

    private Kvm(Fd fd) throws ErrnoException {
        this.fd = fd;
        this.runBytes = (int) ioctl("KVM_GET_VCPU_MMAP_SIZE", KvmIoctl.GET_VCPU_MMAP_SIZE, 0);
    }

    /** Opens /dev/kvm; the exception's text is the reason, such as {@code No such file or directory}. */
    public static Kvm open() throws ErrnoException {
        Fd fd = Files.open("/dev/kvm", Sys.O_RDWR, 0);
        try {
            return new Kvm(fd);
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /** The API version; anything but {@link #API_VERSION} cannot be used. */
    public int apiVersion() throws ErrnoException {
        return (int) ioctl("KVM_GET_API_VERSION", KvmIoctl.GET_API_VERSION, 0);
    }

    /** What KVM_CHECK_EXTENSION says of a {@link KvmCap}: 0 for no, else yes or how many. */
    public int extension(int capability) throws ErrnoException {
        return (int) ioctl("KVM_CHECK_EXTENSION", KvmIoctl.CHECK_EXTENSION, capability);
    }

    /** Makes an empty VM. */
    public KvmVm createVm() throws ErrnoException {
        return new KvmVm(Fd.owned((int) ioctl("KVM_CREATE_VM", KvmIoctl.CREATE_VM, 0)), runBytes);
    }

    /** struct kvm_cpuid2 with everything KVM can give a guest; the caller closes. */
    public NativeBuffer supportedCpuid() throws ErrnoException {
        NativeBuffer cpuid = NativeBuffer.allocate(KvmSizes.CPUID2_HEADER + MAX_CPUID_ENTRIES * KvmSizes.CPUID_ENTRY);
        cpuid.putInt(0, MAX_CPUID_ENTRIES);
        ioctl("KVM_GET_SUPPORTED_CPUID", KvmIoctl.GET_SUPPORTED_CPUID, cpuid.address());
        return cpuid;
    }

    /** The MSRs KVM saves and restores on this host. */
    public int[] msrIndices() throws ErrnoException {
        try (NativeBuffer count = NativeBuffer.allocate(4)) {
            long probe = Syscall.call(Sys.IOCTL, fd.number(), KvmIoctl.GET_MSR_INDEX_LIST, count.address());
            if (probe < 0 && probe != -Errno.E2BIG) {
                Syscall.check("KVM_GET_MSR_INDEX_LIST", probe);
            }
            int n = count.getInt(0);
            try (NativeBuffer list = NativeBuffer.allocate(4 + 4 * n)) {
                list.putInt(0, n);
                ioctl("KVM_GET_MSR_INDEX_LIST", KvmIoctl.GET_MSR_INDEX_LIST, list.address());
                int[] indices = new int[list.getInt(0)];
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = list.getInt(4 + 4 * i);
                }
                return indices;
            }
        }
    }

    /** The machine-check capabilities KVM can emulate. */
    public long mceCapabilities() throws ErrnoException {
        try (NativeBuffer value = NativeBuffer.allocate(8)) {
            ioctl("KVM_X86_GET_MCE_CAP_SUPPORTED", KvmIoctl.X86_GET_MCE_CAP_SUPPORTED, value.address());
            return value.getLong(0);
        }
    }

    private long ioctl(String name, int request, long argument) throws ErrnoException {
        return Syscall.check(name, Syscall.call(Sys.IOCTL, fd.number(), request & 0xffffffffL, argument));
    }

    @Override
    public void close() throws ErrnoException {
        fd.close();
    }
}
