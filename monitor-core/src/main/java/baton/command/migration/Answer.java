package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.QmpException;
import baton.monitor.qmp.Reply;

/** Answers a command once its migration is under way or has been refused. */
final class Answer implements MigrationService.Begun {
    private final Reply reply;

    Answer(Reply reply) {
        this.reply = reply;
    }

    @Override
    public void begun() {
        reply.done();
    }

    @Override
    public void refused(String why) {
        reply.fail(QmpException.generic(why));
    }
}
