package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmbiosOptionsTest {
    /** Words and errors as QEMU 10.0 and 11 gave them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo=1|Must specify type= or file=",
                "type=abc|Parameter 'type' expects a number",
                "type=300|out of range!",
                "type=128|out of range!",
                "type=-1|out of range!",
                "type=99,x=1|Don't know how to build fields for SMBIOS type 99",
                "type=127|Don't know how to build fields for SMBIOS type 127",
                "type=0,x=1|Invalid parameter 'x'",
                "type=2,vendor=a|Invalid parameter 'vendor'",
                "type=11,foo=2|Invalid parameter 'foo'",
                "file=/bin/true,type=1|Invalid parameter 'type'",
                "type=0,release=1|Invalid release",
                "type=0,release=a.b|Invalid release",
                "type=0,uefi=maybe|Parameter 'uefi' expects 'on' or 'off'",
                "type=1,uuid=zz|Invalid UUID",
                "type=4,max-speed=70000|SMBIOS CPU speed is too large (> 65535)",
                "type=4,processor-id=z|Parameter 'processor-id' expects a number",
                "type=8,port_type=zz|Parameter 'port_type' expects a number",
                "type=17,speed=x|Parameter 'speed' expects a number"
            })
    void mistakes_areRefusedInQemusWords(String value, String text) {
        assertEquals("qemu: -smbios " + value + ": " + text, Parsing.error("-M", "q35", "-smbios", value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file=/x|give the fields, as in type=1,serial=TEXT",
                "type=9,slot_id=1|slots and onboard devices are not told of; leave it out",
                "type=41,kind=other|slots and onboard devices are not told of; leave it out"
            })
    void whatBatonLacks_isRefusedByName(String value, String instead) {
        assertEquals(
                "qemu: -smbios " + value + ": not supported by Baton: " + instead,
                Parsing.error("-M", "q35", "-smbios", value));
    }

    @Test
    void values_areReadByType_andStringsInOrder() throws OptionException {
        VmOptions options = Parsing.run(
                "-smbios", "type=0,release=3.4,uefi=yes,vm=off",
                "-smbios", "type=17,speed=0x10,serial=a,,b",
                "-smbios", "type=11,value=one,path=/x,value=two");

        assertEquals(
                List.of(
                        Map.of("major", "3", "minor", "4", "uefi", "on", "vm", "off"),
                        Map.of("speed", "16", "serial", "a,b"),
                        Map.of("value", "one"),
                        Map.of("path", "/x"),
                        Map.of("value", "two")),
                options.smbios().stream().map(SmbiosOptions::values).toList());
    }

    @Test
    void uuidOfTheSystem_isTheMachines() throws OptionException {
        String uuid = "00112233-4455-6677-8899-aabbccddeeff";
        VmOptions options =
                Parsing.run("-uuid", "ffffffff-4455-6677-8899-aabbccddeeff", "-smbios", "type=1,uuid=" + uuid);

        assertEquals(uuid, options.process().uuid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"microvm", "none", "q35"})
    void everyMachine_takesIt(String machine) throws OptionException {
        assertEquals(
                1,
                Parsing.run("-M", machine, "-smbios", "type=1,serial=a")
                        .smbios()
                        .size());
    }
}
