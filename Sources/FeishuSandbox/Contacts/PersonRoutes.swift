/// The calls about people.
/// https://open.feishu.cn/document/server-docs/contact-v3/user/find_by_department
struct PersonRoutes {
    let core: SandboxCore

    static let maximumBatch = 50
    static let maximumNames = 10

    /// The direct members of a department, never those below.
    func members(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.organisation)
        guard let id = call.query["department_id"] else {
            throw .fieldValidation("department_id", "department_id is required")
        }
        let paging = try Paging(core, call, app: app, subject: id, usual: 10, limit: Self.maximumBatch)
        let index = lens.company.index
        let (items, token) = paging.cut(try lens.department(id).map { index.members[$0] } ?? index.rootMembers)
        return .ok("success", capacity: 640 * (items.count + 1)) { data in
            Paging.write(token, to: &data)
            // As the service does: no member, no list.
            guard !items.isEmpty else { return }
            data.array("items") { list in
                for position in items { list.object { lens.write(person: position, to: &$0) } }
            }
        }
    }

    /// Unknown people and those outside the range are left out; somebody who has left comes with `is_resigned`.
    func batch(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.organisation)
        let ids = call.query.all("user_ids")
        guard (1...Self.maximumBatch).contains(ids.count) else { throw Refusal(40001, "param error") }
        let positions = ids.compactMap { lens.personKind.position(of: $0, in: lens.company) }
            .filter { lens.range.contains(person: $0) }
        return .ok("success", capacity: 640 * (positions.count + 1)) { data in
            data.array("items") { list in
                for position in positions { list.object { lens.write(person: position, to: &$0) } }
            }
        }
    }

    /// One entry for each e-mail, then one for each mobile; the id is absent when nobody was found.
    /// https://open.feishu.cn/document/server-docs/contact-v3/user/batch_get_id
    func byAddress(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.idByAddress)
        let body = try ContactBody(call.body)
        let emails = try body.list("emails", limit: Self.maximumBatch)
        let mobiles = try body.list("mobiles", limit: Self.maximumBatch)
        let includesResigned = try body.flag("include_resigned")
        let company = lens.company
        func entry(_ name: String, _ address: String, _ position: Int?, to list: inout WireJSONWriter) {
            list.object { object in
                if let position, lens.range.contains(person: position),
                    includesResigned || !company.people[position].isResigned
                {
                    object.field("user_id", lens.personKind.id(of: company.people[position]))
                    lens.writeStatus(of: company.people[position], to: &object)
                }
                object.field(name, address)
            }
        }
        return .ok("success", capacity: 256 * (emails.count + mobiles.count + 1)) { data in
            data.array("user_list") { list in
                for email in emails { entry("email", email, company.person(email: email), to: &list) }
                for mobile in mobiles { entry("mobile", mobile, company.person(mobile: mobile), to: &list) }
            }
        }
    }

    /// Names alone, of anybody in the company whatever the range.
    func names(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.basicProfile)
        let ids = try ContactBody(call.body).list("user_ids", limit: Self.maximumNames)
        guard !ids.isEmpty else { throw .fieldValidation("user_ids", "the min len is 1") }
        let people = ids.compactMap { lens.personKind.position(of: $0, in: lens.company) }
            .map { lens.company.people[$0] }
        return .ok("success") { data in
            data.array("users") { list in
                for person in people {
                    list.object { object in
                        object.field("user_id", lens.personKind.id(of: person))
                        object.field("name", person.name)
                        object.object("i18n_name") { names in
                            names.field("zh_cn", person.chineseName)
                            names.field("en_us", person.name)
                        }
                    }
                }
            }
        }
    }
}
