extension FeishuCode {
    /// Rows of the single-message pages (send, recall, readers, pin, urgent, uploads).
    ///
    /// They come before the general rows, and for these calls only: 230012 speaks of a batch elsewhere, and 230027 of the
    /// batch permissions. Source: Feishu, the error tables of `im-v1/message`, `pin`, `buzz-messages`, `image` and `file`.
    static let singleMessageRows: [Row] = receiverRows + contentRows + messageStateRows + uploadRows

    private static let receiverRows: [Row] = [
        (
            [230_001], "a parameter is invalid", .invalidRequest,
            "Correct the receiver's id or the field named in the message; an open_id is valid for one app only."
        ),
        (
            [230_002], "the bot is not in the chat", .notFound,
            "Add the bot to the group, then send to it alone: a repeated run reaches the others twice."
        ),
        (
            [230_013], "the person is outside the app's availability, or has left", .notFound,
            "Add the person to the app's availability in the developer console, or drop them."
        ),
        ([230_029], "the person has left the company", .notFound, "Drop the person from the audience."),
        (
            [230_034], "the receiver's id is invalid", .notFound,
            "Correct the id and its kind; an open_id is valid for one app only."
        ),
        (
            [230_035, 230_018, 230_075], "the receiver's settings allow no message from this bot", .notFound,
            "The chat is muted, blocked, secret or closed to the bot: ask its owner, or reach the person in another way."
        ),
        ([230_038], "the receiver is in another tenant", .notFound, "Bots write to people of their own tenant only."),
        (
            [230_053], "the person has opted out of the bot", .notFound,
            "Respect that, or reach the person in another way."
        ),
        ([232_009], "the group was dissolved", .notFound, "Drop the chat id from the audience."),
        (
            [230_020], "too many messages to one person or group", .throttled(resetSeconds: nil),
            "At most 5 a second to one person; a group's 5 are shared by all bots in it. Wait and go on."
        ),
        (
            [230_027], "the app lacks a permission", .permission,
            "Grant im:message:send_as_bot in the developer console, publish a new app version, then run again."
        ),
        (
            [230_036, 234_041], "the tenant's encryption key was deleted", .permission,
            "Ask a tenant administrator; no message can be sent before the key is back."
        ),
    ]

    private static let contentRows: [Row] = [
        ([230_015], "a single chat cannot be shared", .invalidRequest, "Share a group chat (oc_…) instead."),
        (
            [230_017], "the image or file belongs to another app", .invalidRequest,
            refusedKeyHint
        ),
        ([230_022], "the content holds sensitive words", .invalidRequest, "Change the text as the message says."),
        ([230_025], "the content is too long", .invalidRequest, "Shorten it: text 150 KB, post and card 30 KB."),
        (
            [230_028], "the tenant's data protection refused the content", .invalidRequest,
            "Take plain phone numbers and e-mail addresses out of the text, or ask the administrator to allow them."
        ),
        (
            [230_054, 230_061], "this kind of message is not allowed here", .invalidRequest,
            "Use another kind of message."
        ),
        (
            [230_055], "the file's type does not fit the message's type", .invalidRequest,
            "Upload the file as its own type."
        ),
        (
            [230_099], "the card could not be created", .invalidRequest,
            "Correct the card as the message says; \"ErrCode\" names the part."
        ),
        (
            [230_049, 18_121], "the message is being sent", .server,
            "The same request again, with the same uuid, does no harm."
        ),
    ]

    private static let messageStateRows: [Row] = [
        ([230_011], "the message was recalled", .notFound, "Nothing is left to do for this message."),
        ([230_110, 230_111], "the message was deleted", .notFound, "Nothing is left to do for this message."),
        ([230_050], "the message is invisible to the app", .notFound, "Use the app that sent it: check the profile."),
        (
            [230_012], "another app sent this message", .notOurs,
            "Use the app that sent it: check the profile and the app id."
        ),
        (
            [230_033], "the message is older than seven days", .invalidRequest,
            "Who has read it can be asked for seven days only; what is known stays in the report."
        ),
        (
            [230_023], "a person has 200 unread urgent messages", .quota,
            "Wait until they have read some; the message itself has arrived."
        ),
        ([230_024], "the tenant's quota of urgent messages is used up", .quota, "Ask a tenant administrator for more."),
        (
            [230_052, 230_098], "the message may not be marked urgent", .invalidRequest,
            "Leave it as it is: the message itself has arrived."
        ),
        (
            [230_045, 230_046], "the bot may not pin in this chat", .permission,
            "Ask the group's owner to let everybody pin, or to make the bot an administrator."
        ),
        ([230_047, 230_048], "too many pins at once", .throttled(resetSeconds: nil), "Wait and go on."),
    ]

    private static let uploadRows: [Row] = [
        ([234_001], "a parameter of the upload is invalid", .invalidRequest, "Correct the field named in the message."),
        (
            [234_002], "the app may not upload", .permission,
            "Grant im:resource under \"Permissions & Scopes\" in the developer console, publish a new app version, then run "
                + "again."
        ),
        ([234_006], "the file is too large", .invalidRequest, "Images may have 10 MB, other files 30 MB."),
        (
            [234_007], "the app has no bot, or its bot is off", .permission,
            "Add the bot under \"Features\" in the developer console, publish a new app version, then run again."
        ),
        ([234_010], "the file is empty", .invalidRequest, "Name a file with something in it."),
        (
            [234_011], "the image's format is not supported", .invalidRequest,
            "Use JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF or HEIC."
        ),
        (
            [234_039], "the image has too many pixels", .invalidRequest,
            "Make it at most 12000 x 12000 pixels, a GIF at most 2000 x 2000."
        ),
        ([232_096], "the platform takes nothing for now", .server, "Try again later."),
        (
            [234_042], "the tenant's own storage refused the file", .permission,
            "Ask the administrator of the tenant's hybrid deployment."
        ),
    ]
}
