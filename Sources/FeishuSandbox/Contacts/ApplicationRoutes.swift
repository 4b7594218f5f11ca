/// What an app may ask about itself.
struct ApplicationRoutes {
    let core: SandboxCore

    private static let visibilityScopes = ["application:application:self_manage", "admin:app.info:readonly"]
    static let maximumList = 100

    /// `GET /open-apis/application/v6/scopes`: every scope the sandbox knows, granted (1) or not (2).
    /// https://open.feishu.cn/document/server-docs/application-v6/scope/list
    func scopes(app: SandboxApp) -> Reply {
        .ok("success", capacity: 4096) { data in
            data.array("scopes") { list in
                for name in SandboxApp.allScopes.union(app.scopes).sorted() {
                    list.object { scope in
                        scope.field("scope_name", name)
                        scope.field("grant_status", app.scopes.contains(name) ? 1 : 2)
                        scope.field("scope_type", "tenant")
                    }
                }
            }
        }
    }

    /// `POST …/visibility/check_white_black_list`: the app is open to the whole company but for the invisible people.
    ///
    /// Ids nobody has are in neither list.
    /// https://open.feishu.cn/document/server-docs/application-v6/admin/check_white_black_list
    func visibility(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        guard !app.scopes.isDisjoint(with: Self.visibilityScopes) else {
            throw .missingScope(anyOf: Self.visibilityScopes)
        }
        if call.id != app.id, !app.scopes.contains(Self.visibilityScopes[1]) {
            throw .missingScope(anyOf: [Self.visibilityScopes[1]])
        }
        let invalid = Refusal(210_001, "param is invalid")
        let personKind = try PersonIDKind.read(call.query, scopes: app.scopes)
        // The default of this page alone is the custom id.
        let departmentKind = try DepartmentIDKind.read(call.query, default: .custom)
        let (company, isKnown) = core.withState { ($0.company, $0.apps[call.id] != nil) }
        guard isKnown, let body = try? ContactBody(call.body) else { throw invalid }
        let lists = try ["user_ids", "department_ids", "group_ids"].map { name throws(Refusal) in
            guard let list = try? body.list(name, limit: Self.maximumList) else { throw invalid }
            return list
        }
        return .ok("success", capacity: 160 * (lists[0].count + lists[1].count + 1)) { data in
            data.array("user_visibility_list") { list in
                for id in lists[0] {
                    let person = personKind.position(of: id, in: company).map { company.people[$0] }
                    list.object { object in
                        object.field("user_id", id)
                        object.field("in_white_list", person.map { !$0.isResigned } ?? false)
                        object.field("in_black_list", person.map { !$0.isVisible } ?? false)
                        object.field("in_paid_list", false)
                    }
                }
            }
            data.array("department_visibility_list") { list in
                for id in lists[1] {
                    let isPresent = id == DepartmentIDKind.root || departmentKind.position(of: id, in: company) != nil
                    Self.write("department_id", id, isListed: isPresent, to: &list)
                }
            }
            data.array("group_visibility_list") { list in
                for id in lists[2] { Self.write("group_id", id, isListed: false, to: &list) }
            }
        }
    }

    private static func write(_ name: String, _ id: String, isListed: Bool, to list: inout WireJSONWriter) {
        list.object { object in
            object.field(name, id)
            object.field("in_white_list", isListed)
            object.field("in_black_list", false)
        }
    }
}
