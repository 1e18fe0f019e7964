package baton.monitor.hmp;

/** {@code info}: the commands that only show something, and alone the list of them. */
public final class InfoCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("info", "item:s?", "[subcommand]", "show various information about the system state");

    private final HmpCommands topics;

    /** Offers {@code topics}. */
    public InfoCommand(HmpCommands topics) {
        this.topics = topics;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public HmpCommands topics() {
        return topics;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        HelpCommand.list("info ", topics, out);
    }
}
