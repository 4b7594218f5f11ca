/// Draws the invented company.
///
/// Every draw comes from a stream of its own, see ``SeededGenerator``.
struct CompanyBuilder {
    let seed: UInt64
    private(set) var departments: [SandboxDepartment] = []
    private(set) var people: [SandboxPerson] = []

    /// The share of people in several departments; nil leaves the usual one in twenty.
    private let overlap: Double?
    private var hasTeams = false
    /// Positions of the departments of each level.
    private var levels: [[Int]] = []

    init(seed: UInt64, overlap: Double? = nil) {
        self.seed = seed
        self.overlap = overlap
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

    /// Brings the company to `count` departments: the first of the usual ones, then teams below level 3, down to 7.
    mutating func addTeams(upTo count: Int) {
        hasTeams = true
        departments.removeLast(max(0, departments.count - max(1, count)))
        var parents = departments.indices.filter { departments[$0].level >= 3 }
        if parents.isEmpty { parents = Array(departments.indices) }
        while departments.count < count {
            let number = departments.count + 1
            var generator = SeededGenerator(seed: seed, stream: "team", index: departments.count)
            let parent = generator.pick(parents)
            let work = generator.pick(CompanyNames.teams) ?? CompanyNames.teams[0]
            let team = add(
                slug: "team-\(number)", name: "\(work.name) Team \(number)",
                chineseName: "\(work.chineseName)\(number)组",
                parent: parent)
            if departments[team].level < 7 { parents.append(team) }
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

    /// About 1 % are invisible, 0.5 % resigned, 1 % frozen, 1 % never logged in and 5 % sit in two departments; all but
    /// the last are exact shares, at least one each from 50 people on, so that even a small company has somebody to go
    /// wrong.
    mutating func addPeople(_ count: Int) {
        let special = SpecialPeople(seed: seed, count: count)
        var mobiles = MobileNumbers(seed: seed)
        levels = (0...7).map { level in departments.indices.filter { departments[$0].level == level } }
        people.reserveCapacity(count)
        for index in 0..<count {
            people.append(person(index, mobile: mobiles.number(of: index), special: special))
        }
    }

    private func person(_ index: Int, mobile: String?, special: SpecialPeople) -> SandboxPerson {
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
            mobile: mobile,
            departments: departments(of: index),
            isVisible: !special.invisible.contains(index),
            isResigned: special.resigned.contains(index),
            isFrozen: special.frozen.contains(index),
            isActivated: !special.neverLoggedIn.contains(index)
        )
    }

    private func departments(of index: Int) -> [Int] {
        var list = hasTeams ? team(of: index) : placeAndSecond(of: index)
        guard let overlap else { return list }
        var generator = SeededGenerator(seed: seed, stream: "person overlaps", index: index)
        guard generator.unit() < overlap else { return list }
        for _ in 0...generator.below(4) {
            let further = generator.below(departments.count)
            if !list.contains(further) { list.append(further) }
        }
        return list
    }

    private func placeAndSecond(of index: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: "person departments", index: index)
        let draw = generator.unit()
        let level = draw < 0.05 ? 1 : draw < 0.20 ? 2 : 3
        let main = generator.pick(levels[level]) ?? 0
        guard generator.unit() < 0.05 else { return [main] }
        let second = generator.pick(levels[3].filter { $0 != main }) ?? main
        return second == main ? [main] : [main, second]
    }

    /// In a company with teams one in five hundred sits directly under the root, as founders do.
    private func team(of index: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: "person team", index: index)
        guard generator.unit() >= 0.002 else { return [] }
        let main = generator.below(departments.count)
        guard generator.unit() < 0.05 else { return [main] }
        let second = generator.below(departments.count)
        return second == main ? [main] : [main, second]
    }
}
