/// The calls about departments.
/// https://open.feishu.cn/document/server-docs/contact-v3/department/get
struct DepartmentRoutes {
    let core: SandboxCore

    static let maximumBatch = 50

    func single(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.organisation)
        let position = try lens.department(call.id)
        return .ok("success") { data in
            data.object("department") { object in
                if let position { lens.write(department: position, to: &object) } else { lens.writeRoot(to: &object) }
            }
        }
    }

    /// Unknown ids and those outside the range are left out without a word.
    func batch(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.organisation)
        let ids = call.query.all("department_ids")
        guard (1...Self.maximumBatch).contains(ids.count) else { throw Refusal(40001, "param error") }
        let positions = ids.compactMap { try? lens.department($0) }
        return .ok("success", capacity: 512 * positions.count) { data in
            data.array("items") { list in
                for position in positions { list.object { lens.write(department: position, to: &$0) } }
            }
        }
    }

    /// `fetch_child` walks the whole tree below, unless it is too large (43010).
    func children(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let lens = try ContactLens(core, call, app: app, needed: ContactScopes.organisation)
        let isRecursive = try Self.flag(call.query["fetch_child"])
        let paging = try Paging(
            core, call, app: app, subject: "\(call.id) \(isRecursive)", usual: 10, limit: Self.maximumBatch)
        let (items, token) = paging.cut(try list(below: lens.department(call.id), isRecursive, lens.company.index))
        return .ok("success", capacity: 512 * (items.count + 1)) { data in
            Paging.write(token, to: &data)
            guard !items.isEmpty else { return }
            data.array("items") { list in
                for position in items { list.object { lens.write(department: position, to: &$0) } }
            }
        }
    }

    private func list(below position: Int?, _ isRecursive: Bool, _ index: CompanyIndex) throws(Refusal) -> [Int] {
        let direct = position.map { index.children[$0] } ?? index.topDepartments
        guard isRecursive else { return direct }
        let all = direct.flatMap { index.subtree(of: $0) }.sorted()
        guard all.count <= core.configuration.policy.recursionLimit else {
            throw Refusal(43010, "big dept forbid recursion error")
        }
        return all
    }

    /// A boolean of a query; Feishu's official Python SDK writes `True`.
    private static func flag(_ text: String?) throws(Refusal) -> Bool {
        switch text {
        case nil, "false", "False": return false
        case "true", "True": return true
        default: throw .fieldValidation("fetch_child", "a boolean is required")
        }
    }
}
