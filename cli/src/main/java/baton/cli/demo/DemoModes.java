package baton.cli.demo;

import java.util.List;

/** The registry: what {@code baton demo} shows, in this order. */
final class DemoModes {
    private DemoModes() {}

    static List<DemoMode> all() {
        return List.of(CprReboot.ramCopied(), CprReboot.ramInPlace(), new CprTransfer(), new CprExec());
    }
}
