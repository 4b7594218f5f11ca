/// A way to print the invented company; each is stable for a given seed and size.
public enum CompanyListing: String, CaseIterable, Sendable {
    /// One line per id, `kind<TAB>id<TAB>note`: made for `grep` and `cut`.
    case ids
    /// The departments as an indented tree with head counts, for reading.
    case tree
    /// Everything, as one JSON document (also served at `/sandbox/company`).
    case json

    /// The text of `company`, ending in a line feed.
    public func text(of company: SandboxCompany) -> String {
        switch self {
        case .ids: Self.ids(company)
        case .tree: Self.tree(company)
        case .json: String(decoding: Self.json(company), as: UTF8.self) + "\n"
        }
    }

    private static func ids(_ company: SandboxCompany) -> String {
        var lines: [String] = []
        for department in company.departments {
            lines.append("open_department_id\t\(department.openDepartmentID)\t\(department.name)")
            lines.append("department_id\t\(department.departmentID)\t\(department.name)")
        }
        for person in company.people {
            let note = note(on: person)
            lines.append("open_id\t\(person.openID)\t\(note)")
            lines.append("union_id\t\(person.unionID)\t\(note)")
            lines.append("user_id\t\(person.userID)\t\(note)")
            lines.append("email\t\(person.email)\t\(note)")
            if let mobile = person.mobile { lines.append("mobile\t\(mobile)\t\(note)") }
        }
        lines += company.chats.map { "chat_id\t\($0.chatID)\t\($0.hasBot ? $0.name : "without the bot")" }
        lines += company.imageKeys.map { "image_key\t\($0)\t" }
        lines += company.stickerKeys.map { "sticker_key\t\($0)\t" }
        lines += company.foreignOpenIDs.map { "foreign_open_id\t\($0)\tof another app" }
        for template in company.templates {
            let note = template.isVisible ? template.versions.joined(separator: ",") : "not visible to the app"
            lines.append("template_id\t\(template.id)\t\(note)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func note(on person: SandboxPerson) -> String {
        if person.isResigned { return "resigned" }
        if !person.isVisible { return "invisible" }
        if person.isFrozen { return "frozen" }
        return person.isActivated ? person.name : "never logged in"
    }

    private static func tree(_ company: SandboxCompany) -> String {
        var lines: [String] = []
        for (index, department) in company.departments.enumerated() where !department.isDeleted {
            let indent = String(repeating: "  ", count: department.level - 1)
            let count = company.index.memberCounts[index]
            lines.append("\(indent)\(department.name) \(department.chineseName) (\(department.departmentID)): \(count)")
        }
        let resigned = company.people.count { $0.isResigned }
        let invisible = company.people.count { !$0.isVisible }
        let frozen = company.people.count { $0.isFrozen }
        let asleep = company.people.count { !$0.isActivated }
        lines.append(
            "people \(company.people.count), invisible \(invisible), resigned \(resigned), frozen \(frozen), "
                + "never logged in \(asleep)")
        return lines.joined(separator: "\n") + "\n"
    }

    static func json(_ company: SandboxCompany) -> [UInt8] {
        WireJSONWriter.object(capacity: 512 * (company.people.count + company.departments.count)) { writer in
            writer.field("seed", String(company.seed))
            writer.array("departments") { list in
                for department in company.departments {
                    list.object { write(department, of: company, to: &$0) }
                }
            }
            writer.array("people") { list in
                for person in company.people {
                    list.object { write(person, of: company, to: &$0) }
                }
            }
            writer.field("chat_ids", company.chatIDs)
            writer.array("chats") { list in
                for chat in company.chats {
                    list.object { object in
                        object.field("chat_id", chat.chatID)
                        object.field("name", chat.name)
                        object.field("bot", chat.hasBot)
                        object.field("open_ids", chat.members.map { company.people[$0].openID })
                    }
                }
            }
            writer.field("image_keys", company.imageKeys)
            writer.field("sticker_keys", company.stickerKeys)
            writer.field("foreign_open_ids", company.foreignOpenIDs)
            writer.array("templates") { list in
                for template in company.templates {
                    list.object { object in
                        object.field("template_id", template.id)
                        object.field("versions", template.versions)
                        object.field("text_variables", template.textVariables)
                        object.field("visible", template.isVisible)
                    }
                }
            }
        }
    }

    private static func write(
        _ department: SandboxDepartment,
        of company: SandboxCompany,
        to object: inout WireJSONWriter
    ) {
        object.field("name", department.name)
        object.field("chinese_name", department.chineseName)
        object.field("department_id", department.departmentID)
        object.field("open_department_id", department.openDepartmentID)
        object.field("parent", department.parent.map { company.departments[$0].openDepartmentID } ?? "0")
        object.field("level", department.level)
        object.field("deleted", department.isDeleted)
    }

    private static func write(_ person: SandboxPerson, of company: SandboxCompany, to object: inout WireJSONWriter) {
        object.field("name", person.name)
        object.field("chinese_name", person.chineseName)
        object.field("open_id", person.openID)
        object.field("union_id", person.unionID)
        object.field("user_id", person.userID)
        object.field("email", person.email)
        object.field("mobile", person.mobile)
        object.field("departments", person.departments.map { company.departments[$0].openDepartmentID })
        object.field("visible", person.isVisible)
        object.field("resigned", person.isResigned)
        object.field("frozen", person.isFrozen)
        object.field("activated", person.isActivated)
        object.field("opted_out", person.hasOptedOut)
    }
}
