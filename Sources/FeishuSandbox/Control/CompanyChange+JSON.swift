extension CompanyChange {
    /// A change from `{"change":"move_person","person":"ou_…","departments":[…]}` and its like.
    init(_ json: WireJSON) throws(SandboxError) {
        guard json.members != nil, let name = json["change"]?.string else {
            throw .invalidControl("a change must be an object with \"change\"")
        }
        func text(_ key: String) throws(SandboxError) -> String {
            guard let text = json[key]?.string, !text.isEmpty else {
                throw .invalidControl("\"\(name)\" needs \"\(key)\", a string")
            }
            return text
        }
        func flag(_ key: String) throws(SandboxError) -> Bool {
            guard let flag = json[key]?.bool else {
                throw .invalidControl("\"\(name)\" needs \"\(key)\", true or false")
            }
            return flag
        }
        let members: Set<String>
        switch name {
        case "move_person":
            guard let list = json["departments"]?.strings else {
                throw .invalidControl("\"move_person\" needs \"departments\", an array of strings")
            }
            self = .movePerson(openID: try text("person"), departments: list)
            members = ["person", "departments"]
        case "delete_department":
            self = .deleteDepartment(id: try text("department"))
            members = ["department"]
        case "rename_department":
            self = .renameDepartment(id: try text("department"), name: try text("name"))
            members = ["department", "name"]
        case "rename_person":
            self = .renamePerson(openID: try text("person"), name: try text("name"))
            members = ["person", "name"]
        case "resign":
            self = .resign(openID: try text("person"))
            members = ["person"]
        case "freeze":
            self = .freeze(openID: try text("person"), try flag("frozen"))
            members = ["person", "frozen"]
        case "activate":
            self = .activate(openID: try text("person"), try flag("activated"))
            members = ["person", "activated"]
        case "set_visible":
            self = .setVisible(openID: try text("person"), try flag("visible"))
            members = ["person", "visible"]
        case "opt_out":
            self = .optOut(openID: try text("person"), try flag("opted_out"))
            members = ["person", "opted_out"]
        default:
            throw .invalidControl(
                "unknown change \"\(name)\"; known: activate, delete_department, freeze, move_person, opt_out, "
                    + "rename_department, rename_person, resign, set_visible")
        }
        try json.allow(members.union(["change"]))
    }
}
