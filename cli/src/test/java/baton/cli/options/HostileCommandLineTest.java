package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is on a command line, it ends in a record, a help text or an error. */
class HostileCommandLineTest {
    private static final int ROUNDS = 4000;

    private static final String[][] VALID = {
        {"-M", "microvm,memory-backend=r,pit=off", "-object", "memory-backend-ram,id=r,size=64M,host-nodes=0-3"},
        {"-object", "{\"qom-type\":\"memory-backend-memfd\",\"id\":\"r\",\"size\":67108864,\"host-nodes\":[1,2]}"},
        {"-incoming", "main,addr.transport=exec,addr.args.0=/bin/sh,addr.args.1=-c"},
        {"-incoming", "{\"channel-type\":\"main\",\"addr\":{\"transport\":\"file\",\"filename\":\"x\",\"offset\":0}}"},
        {"-incoming", "cpr,addr.transport=socket,addr.type=inet,addr.host=h,addr.port=1,addr.to=9,addr.ipv4=on"},
        {"-serial", "mon:stdio", "-qmp", "tcp:localhost:4444,server=on,wait=off", "-monitor", "unix:/x,server"},
        {"-chardev", "socket,id=c,host=::1,port=5,reconnect-ms=10", "-mon", "chardev=c,mode=control,pretty=on"},
        {"-chardev", "ringbuf,id=c,size=64K", "-serial", "chardev:c", "-device", "isa-serial,chardev=c,index=1"},
        {"-cpu", "qemu64,+cx16,-svm,migratable=on,model-id=a", "-smp", "4,sockets=2,cores=2,threads=1,maxcpus=4"},
        {"-m", "size=1.5G,slots=2,maxmem=0x100000000", "-boot", "order=cd,menu=on,splash-time=5"},
        {"-rtc", "base=2006-06-17T16:01:21,clock=vm,driftfix=none", "-overcommit", "mem-lock=on-fault,cpu-pm=off"},
        {"-add-fd", "fd=5,set=2,opaque=a,,b", "-global", "migration.x-events=on", "-name", "guest=a,debug-threads=on"},
        {"-uuid", "11111111-2222-3333-4444-555555555555", "-d", "int,trace:x", "-msg", "timestamp=on"},
        {"-accel", "kvm,dirty-ring-size=4096", "-action", "panic=pause,reboot=shutdown", "-display", "none,x=y"},
    };

    @Test
    void mutatedCommandLines_endInRecordOrError() {
        Random random = new Random(20260101);
        for (int round = 0; round < ROUNDS; round++) {
            String[] words = VALID[round % VALID.length].clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                words = mutate(words, random);
            }
            check(words);
        }
    }

    @Test
    void deepJson_isRefused() {
        check(new String[] {"-object", "{\"a\":".repeat(100_000)});
        check(new String[] {"-incoming", "{\"a\":" + "[".repeat(100_000)});
    }

    @Test
    void deepDottedKey_isRefused() {
        check(new String[] {"-incoming", "main," + "a.".repeat(100_000) + "b=1"});
        check(new String[] {"-machine", "microvm," + "a.".repeat(100_000) + "b=1"});
    }

    @Test
    void longArguments_endQuickly() {
        check(new String[] {"-name", "a,".repeat(20_000)});
        check(new String[] {"-object", "memory-backend-ram,id=r,size=1," + "host-nodes=0-65535,".repeat(5_000)});
        check(new String[] {"-cpu", "qemu64" + ",+cx16".repeat(20_000)});
    }

    private static String[] mutate(String[] words, Random random) {
        int at = random.nextInt(words.length);
        String word = words[at];
        int from = word.isEmpty() ? 0 : random.nextInt(word.length());
        switch (random.nextInt(7)) {
            case 0 -> words[at] = word.substring(0, from);
            case 1 -> words[at] = word.substring(0, from) + (char) random.nextInt(0x180) + word.substring(from);
            case 2 -> words[at] = word.substring(0, from)
                    + ",=.:-{}[]\"'\\0x9".charAt(random.nextInt(15))
                    + word.substring(Math.min(word.length(), from + 1));
            case 3 -> words[at] = word.substring(from) + word;
            case 4 -> words[at] = word + "," + word;
            case 5 -> words[at] = words[random.nextInt(words.length)];
            default -> {
                return Arrays.copyOf(words, words.length - 1 == 0 ? 1 : words.length - 1);
            }
        }
        return words;
    }

    /** Anything thrown but an OptionException fails the test. */
    private static void check(String[] words) {
        try {
            assertNotNull(CommandLine.parse(words));
        } catch (OptionException e) {
            assertFalse(e.report("qemu").isBlank());
            assertNotNull(e.getMessage());
        }
    }
}
