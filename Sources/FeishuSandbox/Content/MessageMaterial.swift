/// What an app may put into its messages: its own uploads, and what lies around in the company.
struct MessageMaterial {
    enum Ownership {
        case own, foreign, unknown
    }

    let company: SandboxCompany
    private let uploads: UploadBook
    private let appID: String

    init(company: SandboxCompany, uploads: UploadBook = UploadBook(), appID: String = "") {
        self.company = company
        self.uploads = uploads
        self.appID = appID
    }

    init(_ core: SandboxCore, app: SandboxApp) {
        let (company, uploads) = core.withState { ($0.company, $0.uploads) }
        self.init(company: company, uploads: uploads, appID: app.id)
    }

    func image(_ key: String) -> Ownership {
        if company.imageKeys.contains(key) { return .own }
        guard let image = uploads.image(key), image.type == "message" else { return .unknown }
        return image.appID == appID ? .own : .foreign
    }

    func file(_ key: String) -> (ownership: Ownership, type: String) {
        guard let file = uploads.file(key) else { return (.unknown, "") }
        return (file.appID == appID ? .own : .foreign, file.type)
    }

    /// Whether somebody in the company has this id, of whatever kind.
    func hasPerson(_ id: String) -> Bool {
        company.person(openID: id) != nil || company.person(userID: id) != nil || company.person(unionID: id) != nil
    }
}
