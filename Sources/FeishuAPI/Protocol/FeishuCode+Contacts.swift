extension FeishuCode {
    /// Rows of the contact and app pages.
    ///
    /// Source: Feishu, "Generic error codes" (the meanings marked as those of contact v3) and the pages of the calls.
    static let contactRows: [Row] = [
        (
            [40_001], "a parameter of the contact call is invalid", .invalidRequest,
            "Correct the id named in the message."
        ),
        (
            [40_003, 40_006], "internal error of the contacts", .server,
            "If it lasts, give the log id to Feishu's support."
        ),
        (
            [40_004], "the department is outside the app's contact range", .permission,
            "Add the department under \"Permissions & Scopes\" > data permissions (contact range) in the developer console, "
                + "publish a new app version, then run again."
        ),
        (
            [40_014], "the parent department is outside the app's contact range", .permission,
            "Add the parent department to the app's contact range (\"Permissions & Scopes\" > data permissions) in the "
                + "developer console, publish a new app version, then run again."
        ),
        (
            [41_050], "a person is outside the app's contact range", .permission,
            "Add the person or their department to the app's contact range (\"Permissions & Scopes\" > data permissions) in "
                + "the developer console, publish a new app version, then run again."
        ),
        (
            [40_008], "the department's data is missing", .notFound,
            "Look the department up in the admin console; if it is there, give the log id to Feishu's support."
        ),
        (
            [40_015], "the department does not exist", .notFound,
            "It was deleted, or the id is wrong: correct the manifest. Custom ids of deleted departments can name another one "
                + "later; od-… ids cannot."
        ),
        (
            [40_011], "the page size is invalid", .invalidRequest,
            "Report this as a defect of larkcast: the limits are 50 departments or people and 100 scopes a page."
        ),
        (
            [40_012], "the page token is invalid or has expired", .invalidRequest,
            "Begin the listing again with its first page; what was listed so far is not to be used."
        ),
        (
            [40_162, 43_010], "the department is too large to be listed with everything below it", .invalidRequest,
            "List it level by level: the direct children first, then theirs."
        ),
        (
            [41_012], "a person's id is invalid", .invalidRequest,
            "Check the id and its kind; open_ids are valid for one app only."
        ),
        (
            [42_008], "the tenant does not exist", .credentials,
            "Check that the app is installed in this tenant and that the base URL is the right cloud."
        ),
        (
            [210_001], "a parameter of the visibility check is invalid", .invalidRequest,
            "Correct the ids in the request."
        ),
        (
            [212_100], "the app is not installed in the tenant", .permission,
            "Ask a tenant administrator to install and enable the app, then run again."
        ),
    ]
}

extension FeishuError {
    /// Whether the app lacks a scope (99991672), so that the same call is refused whatever it is about.
    public var isOfMissingScope: Bool { code == 99_991_672 }

    /// Whether a listing cannot go on where it stopped and has to begin again (40012).
    public var isPageTokenRefused: Bool { code == 40_012 }

    /// Whether a department has too much below it to be listed in one go (43010, 40162), and has to be listed level by level.
    public var isTooLargeToRecurse: Bool { code == 43_010 || code == 40_162 }
}
