/// `GET /open-apis/contact/v3/scopes`: what the app's contact range names.
/// https://open.feishu.cn/document/server-docs/contact-v3/scope/list
struct ContactScopeRoute {
    let core: SandboxCore

    /// People, then departments, then user groups, of which this company has none.
    func answer(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.base)
        let (departments, people) = lens.range.roots
        let paging = try Paging(core, call, app: app, subject: "", usual: 50, limit: 100)
        let (places, token) = paging.cut(Array(0..<people.count + departments.count))
        return .ok("success", capacity: 40 * (places.count + 8)) { data in
            data.field(
                "department_ids",
                places.filter { $0 >= people.count }
                    .map { lens.departmentKind.id(of: lens.company.departments[departments[$0 - people.count]]) })
            data.field(
                "user_ids",
                places.filter { $0 < people.count }.map { lens.personKind.id(of: lens.company.people[people[$0]]) })
            data.field("group_ids", [])
            Paging.write(token, to: &data)
        }
    }
}
