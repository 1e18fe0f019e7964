package baton.cli.options;

import baton.migration.channel.BadAddress;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.MigrationChannel;
import java.util.Map;

/**
 * {@code -incoming}: {@code defer}, a URI (anything that starts with letters and a colon), or a MigrationChannel as
 * dotted keys or JSON.
 */
final class IncomingParser {
    private IncomingParser() {}

    static IncomingOptions incoming(String text, String where) throws OptionException {
        if (text.equals("defer")) {
            return new IncomingOptions(MigrationChannel.Kind.MAIN, null, where);
        }
        try {
            if (isUri(text)) {
                return new IncomingOptions(MigrationChannel.Kind.MAIN, ChannelAddress.parse(text), where);
            }
            boolean json = JsonArgument.looksLike(text);
            Map<String, Object> keys =
                    json ? JsonArgument.parse(where, text) : KeyValue.parse(where, text, "channel-type");
            MigrationChannel channel = MigrationChannel.readOption(keys, !json);
            return new IncomingOptions(channel.kind(), channel.address(), where);
        } catch (BadAddress e) {
            throw OptionException.at(where, e.getMessage());
        }
    }

    private static boolean isUri(String text) {
        int at = 0;
        while (at < text.length() && Values.letter(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':';
    }
}
