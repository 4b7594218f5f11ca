extension FeishuCode {
    /// What to do about a key that is not the app's, or not any more: whoever has the message must not get it again.
    static let refusedKeyHint =
        "If larkcast uploaded the file, cancel the run, then larkcast run MANIFEST --skip-sent uploads it again and reaches "
        + "those who have not got the message. If the manifest names the key, upload it again with this app."

    /// Rows of the message pages: sending to many, its quota, its content, and the batch calls.
    static let messageRows: [Row] = [
        (
            [11_232, 11_233], "message creation is overloaded", .throttled(resetSeconds: nil),
            "Wait and go on; full and half hours are the platform's busiest minutes."
        ),
        (
            [11_247], "the app's 500,000 messages of the day are used up", .quota,
            "Go on tomorrow; the rest of the run stays pending."
        ),
        (
            [11_203], "permission im:message:send_multi_users is missing", .permission,
            "Grant im:message:send_multi_users under \"Permissions & Scopes\" in the developer console, publish a new "
                + "app version, then run again."
        ),
        (
            [11_204], "permission im:message:send_multi_depts is missing", .permission,
            "Grant im:message:send_multi_depts under \"Permissions & Scopes\" in the developer console, publish a new "
                + "app version, then run again."
        ),
        (
            [11_223], "no permission to send messages", .permission,
            "Grant im:message:send_as_bot under \"Permissions & Scopes\" in the developer console, publish a new app "
                + "version, then run again."
        ),
        (
            [11_205, 230_006], "the app has no bot, or its bot is off", .permission,
            "Add the bot under \"Features\" in the developer console, publish a new app version, then run again."
        ),
        (
            [11_207, 11_209, 11_210, 11_229, 11_240, 11_241], "the app cannot be used in this tenant", .permission,
            "Ask a tenant administrator to install and enable the app, then run again."
        ),
        (
            [11_101, 11_102, 11_103, 11_104, 11_105, 11_106], "an addressed id does not exist", .notFound,
            "Correct or drop the id named in the message; open_ids are valid for one app only."
        ),
        (
            [11_227], "the image key is invalid or of another app", .invalidRequest,
            refusedKeyHint
        ),
        ([11_231], "the shared chat was not found", .notFound, "Correct the chat id (oc_…) in the message."),
        ([11_235], "@all is forbidden", .invalidRequest, "Remove the @all mention from the message."),
        (
            [11_246], "the content could not be created", .invalidRequest,
            "Correct the card or content as the message says; \"ErrCode\" names the part."
        ),
        ([11_248], "the content was refused", .invalidRequest, "Correct the content as the message says."),
        (
            [11_312], "the message failed the content audit", .invalidRequest,
            "Change the text; a tenant administrator can see what the audit objects to."
        ),
        (
            [230_100], "test-like messages are restricted", .invalidRequest,
            "Write the announcement's real text: the platform refuses texts that look like tests."
        ),
        (
            [10_002], "the message could not be created or sent", .server,
            "See the message for details; give the log id to Feishu's support."
        ),
        (
            [18_121], "the same request is being processed", .server,
            "An earlier copy of the request is under way; look at its outcome first."
        ),
        ([230_001], "a parameter is invalid", .invalidRequest, "Correct the id or field named in the message."),
        (
            [230_009], "the tenant's recall window has passed", .tooOldToRecall,
            "Nothing can be taken back any more; a tenant administrator sets the window (24 h unless changed)."
        ),
        (
            [230_012], "another app sent this batch", .notOurs,
            "Use the app that sent it: check the profile and the app id."
        ),
        (
            [230_026], "the app may not recall this message", .refusedRecall,
            "Use the app that sent it, and ask a tenant administrator whether recall is allowed."
        ),
        (
            [230_027], "the app lacks a permission", .permission,
            "Grant im:message:send_multi_users or im:message:send_multi_depts in the developer console, publish a new "
                + "app version, then run again."
        ),
        (
            [230_030], "Feishu does not know this batch", .unknownBatch,
            "Right after sending, ask again shortly; batches older than 30 days are forgotten."
        ),
    ]
}
