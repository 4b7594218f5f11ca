/// Draws the invented company.
///
/// Every draw comes from a stream of its own, see ``SeededGenerator``.
struct CompanyBuilder {
    let seed: UInt64
    private(set) var departments: [SandboxDepartment] = []
    private(set) var people: [SandboxPerson] = []

    init(seed: UInt64) {
        self.seed = seed
    }

    // MARK: Departments

    mutating func addDepartments() {
        for (division, functions) in CompanyNames.divisions {
            let top = add(slug: division.slug, name: division.name, chineseName: division.chineseName, parent: nil)
            for function in functions {
                let slug = "\(division.slug)-\(function.slug)"
                let middle = add(slug: slug, name: function.name, chineseName: function.chineseName, parent: top)
                addPlaces(of: function, slug: slug, under: middle)
            }
        }
    }

    private mutating func addPlaces(of function: CompanyNames.Unit, slug: String, under parent: Int) {
        var generator = SeededGenerator(seed: seed, stream: "places", index: parent)
        let count = 2 + generator.below(2)
        let first = generator.below(CompanyNames.places.count)
        for step in 0..<count {
            let place = CompanyNames.places[(first + step) % CompanyNames.places.count]
            _ = add(
                slug: "\(slug)-\(place.slug)",
                name: "\(function.name) \(place.name)",
                chineseName: "\(place.chineseName)\(function.chineseName)",
                parent: parent
            )
        }
    }

    private mutating func add(slug: String, name: String, chineseName: String, parent: Int?) -> Int {
        var generator = SeededGenerator(seed: seed, stream: "department", index: departments.count)
        departments.append(
            SandboxDepartment(
                name: name,
                chineseName: chineseName,
                openDepartmentID: "od-" + generator.hex32(),
                departmentID: slug,
                level: (parent.map { departments[$0].level } ?? 0) + 1,
                parent: parent
            )
        )
        return departments.count - 1
    }

    // MARK: People

    /// About 1 % are invisible, 0.5 % resigned and 5 % sit in two departments; the first two are exact shares,
    /// at least one each from 50 people on, so that even a small company has somebody to go wrong.
    mutating func addPeople(_ count: Int) {
        let special = specialPeople(count)
        people.reserveCapacity(count)
        for index in 0..<count {
            people.append(
                person(
                    index, isVisible: !special.invisible.contains(index), isResigned: special.resigned.contains(index)))
        }
    }

    private func specialPeople(_ count: Int) -> (invisible: Set<Int>, resigned: Set<Int>) {
        var generator = SeededGenerator(seed: seed, stream: "special people", index: count)
        let floor = count >= 50 ? 1 : 0
        let invisible = draw(max(floor, count / 100), of: count, avoiding: [], with: &generator)
        let resigned = draw(max(floor, count / 200), of: count, avoiding: invisible, with: &generator)
        return (invisible, resigned)
    }

    private func draw(
        _ wanted: Int,
        of count: Int,
        avoiding taken: Set<Int>,
        with generator: inout SeededGenerator
    ) -> Set<Int> {
        var drawn: Set<Int> = []
        while drawn.count < wanted {
            let index = generator.below(count)
            if !taken.contains(index) { drawn.insert(index) }
        }
        return drawn
    }

    private func person(_ index: Int, isVisible: Bool, isResigned: Bool) -> SandboxPerson {
        var ids = SeededGenerator(seed: seed, stream: "person ids", index: index)
        var names = SeededGenerator(seed: seed, stream: "person name", index: index)
        let surname = names.pick(CompanyNames.surnames) ?? ("", "")
        let given = names.pick(CompanyNames.givenNames) ?? ("", "")
        return SandboxPerson(
            name: "\(given.0) \(surname.0)",
            chineseName: "\(surname.1)\(given.1)",
            openID: "ou_" + ids.hex32(),
            unionID: "on_" + ids.hex32(),
            userID: ids.alphanumeric8(),
            email: "\(given.0).\(surname.0).\(index + 1)@sandbox.example".lowercased(),
            departments: departments(of: index),
            isVisible: isVisible,
            isResigned: isResigned
        )
    }

    private func departments(of index: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: "person departments", index: index)
        let draw = generator.unit()
        let level = draw < 0.05 ? 1 : draw < 0.20 ? 2 : 3
        let main = generator.pick(departments.indices.filter { departments[$0].level == level }) ?? 0
        guard generator.unit() < 0.05 else { return [main] }
        let second = generator.pick(departments.indices.filter { departments[$0].level == 3 && $0 != main }) ?? main
        return second == main ? [main] : [main, second]
    }

    // MARK: Chats, images, templates

    var chatIDs: [String] {
        (0..<3).map { index in
            var generator = SeededGenerator(seed: seed, stream: "chat", index: index)
            return "oc_" + generator.hex32()
        }
    }

    var imageKeys: [String] {
        (0..<3).map { index in
            var generator = SeededGenerator(seed: seed, stream: "image", index: index)
            return "img_v3_" + generator.hex32()
        }
    }

    /// The ids do not depend on the seed, so that a manifest with a template works with every company.
    var templates: [SandboxTemplate] {
        [
            SandboxTemplate(
                id: "AAqSandboxNotice", versions: ["1.0.0", "1.1.0"], textVariables: ["title", "body"], isVisible: true),
            SandboxTemplate(id: "AAqSandboxPlain", versions: ["1.0.0"], textVariables: [], isVisible: true),
            SandboxTemplate(id: "AAqSandboxHidden", versions: ["1.0.0"], textVariables: [], isVisible: false),
        ]
    }
}
