package baton.cli.demo;

/** Mode cpr-transfer: the new process is there already, takes RAM over by descriptor, and the old one ends when it likes. */
final class CprTransfer implements DemoMode {
    private static final String MAIN = "main.sock";
    private static final String CPR = "cpr.sock";
    private static final String CHANNEL =
            "{\"channel-type\": \"%s\", \"addr\": {\"transport\": \"socket\", \"type\": \"unix\", \"path\": \"%s\"}}";

    @Override
    public String name() {
        return "cpr-transfer";
    }

    @Override
    public HandOver show(Stage stage) throws DemoFailed {
        GuestCommand guest = new GuestCommand(stage, GuestCommand.Ram.MEMFD);
        QmpMonitor old = stage.startWithQmp(guest.withQmp());
        stage.guest().begins(old.pid());
        old.type("{\"execute\": \"query-status\"}");
        stage.guest().settles();
        Monitor heir = stage.startHeir(
                guest.withMonitor(),
                CPR,
                "-incoming",
                "unix:" + MAIN,
                "-incoming",
                "cpr,addr.transport=socket,addr.type=unix,addr.path=" + CPR);
        old.type("{\"execute\": \"migrate-set-parameters\", \"arguments\": {\"mode\": \"cpr-transfer\"}}");
        stage.guest().leaves();
        String channels = CHANNEL.formatted("main", MAIN) + ", " + CHANNEL.formatted("cpr", CPR);
        old.type("{\"execute\": \"migrate\", \"arguments\": {\"channels\": [" + channels + "]}}");
        heir.greet();
        heir.awaitStatus(Stage.RUNNING);
        stage.guest().arrives();
        old.type("{\"execute\": \"query-status\"}");
        stage.guest().stopped(old.pid());
        stage.guest().goesOn(heir.pid());
        heir.type("info status", Stage.RUNNING);
        String parts = Pause.of(heir.type("info migrate"));
        old.quit();
        return new HandOver(name(), 0, stage.guest().stillMillis(), parts);
    }
}
