package baton.cli.manual;

import baton.cli.help.OptionList;

/** qemu-kvm(1). */
final class MachinePage {
    private MachinePage() {}

    static String text(OptionList options) {
        Roff page = new Roff("qemu-kvm", "run a machine with Baton, as QEMU would");
        page.section("SYNOPSIS").synopsis("qemu-kvm [OPTION...]");
        page.section("DESCRIPTION")
                .text(
                        "Takes QEMU's command line, speaks QMP and the human monitor, and runs guests on KVM. Options may be"
                                + " spelled -x or --x. What QEMU has and Baton has not is refused by name.");
        page.section("OPTIONS");
        for (OptionList.Entry entry : options.entries()) {
            page.item("-" + entry.name() + (entry.syntax().isEmpty() ? "" : " " + entry.syntax()), entry.line());
        }
        page.section("EXIT STATUS")
                .text("0 after quit, a shutdown or a signal; 1 when something was refused or failed.");
        page.section("ENVIRONMENT");
        page.item("BATON_JAVA", "the java to run with");
        page.item("BATON_JVM_OPTIONS", "further options for it");
        page.item("BATON_NO_ARCHIVE", "when set, no class-data archive is made at the first start");
        page.section("SEE ALSO").text("baton(1)");
        return page.toString();
    }
}
