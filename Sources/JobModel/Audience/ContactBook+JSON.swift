import StrictJSON

public import struct Foundation.Data

extension ContactBook {
    /// The book as bytes that ``init(bytes:)`` reads: what a cache keeps for some minutes.
    ///
    /// People are written once and referred to by their place, since a member of ten departments is in ten lists; so are the
    /// departments that people say to be in.
    public var bytes: Data {
        let everybody = people.keys.sorted()
        let places = Dictionary(uniqueKeysWithValues: everybody.enumerated().map { ($1, $0) })
        let refer = { (ids: [String]) in JSONValue.array(ids.compactMap { places[$0].map { .integer($0) } }) }
        let holders = { (addresses: [String: [String]]) in
            JSONValue.array(addresses.sorted { $0.key < $1.key }.map { [.string($0.key), refer($0.value)] })
        }
        let said = Set(people.values.lazy.flatMap(\.departmentIDs)).sorted()
        let saidPlaces = Dictionary(uniqueKeysWithValues: said.enumerated().map { ($1, $0) })
        let document: JSONValue = [
            "version": 4,
            "said": Self.json(said),
            "people": .array(everybody.compactMap { people[$0] }.map { Self.json($0, saidPlaces) }),
            "departments": .array(departments.values.sorted { $0.openID < $1.openID }.map(Self.json)),
            "names": .array(
                departmentByCustomID.sorted { $0.key < $1.key }.map { [.string($0.key), .string($0.value)] }),
            "below": .array(
                listedBelow.sorted { $0.key < $1.key }.map { [.string($0.key), Self.json($0.value.sorted())] }),
            "members": .array(members.sorted { $0.key < $1.key }.map { [.string($0.key), refer($0.value)] }),
            "emails": holders(byEmail), "mobiles": holders(byMobile),
        ]
        return Data(document.bytes(.compact))
    }

    /// Reads a book that was kept; `nil` for bytes that are none, which are then as good as not there.
    public init?(bytes: Data) {
        guard let document = JSONReader(limits: .init(bytes: bytes.count)).readStrictly(Array(bytes)),
            document["version"]?.integer == 4, let people = document["people"]?.array,
            let said = Self.texts(document["said"]), let below = document["below"]?.array,
            let departments = document["departments"]?.array, let names = document["names"]?.array,
            let members = document["members"]?.array, let emails = document["emails"]?.array,
            let mobiles = document["mobiles"]?.array
        else { return nil }
        self.init()
        var everybody: [Person] = []
        for entry in people {
            guard let person = Self.person(entry, said) else { return nil }
            everybody.append(person)
            add(person)
        }
        for entry in departments {
            guard let department = Self.department(entry) else { return nil }
            add(department)
        }
        for entry in names {
            guard let pair = entry.array, pair.count == 2, let name = pair[0].string, let id = pair[1].string,
                let department = self.departments[id]
            else { return nil }
            add(department, askedAs: name)
        }
        for entry in below {
            guard let pair = entry.array, pair.count == 2, let root = pair[0].string, let ids = Self.texts(pair[1])
            else {
                return nil
            }
            setListed(ids, below: root)
        }
        for entry in members {
            guard let (department, people) = Self.list(entry, of: everybody) else { return nil }
            setMembers(people, of: department)
        }
        for (list, isEmail) in [(emails, true), (mobiles, false)] {
            for entry in list {
                guard let (address, people) = Self.list(entry, of: everybody) else { return nil }
                for person in people {
                    add(person, email: isEmail ? address : nil, mobile: isEmail ? nil : address)
                }
            }
        }
    }

    private static func json(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    private static func texts(_ value: JSONValue?) -> [String]? {
        guard let elements = value?.array else { return nil }
        let texts = elements.compactMap(\.string)
        return texts.count == elements.count ? texts : nil
    }

    private static func json(_ person: Person, _ saidPlaces: [String: Int]) -> JSONValue {
        [
            .string(person.openID), person.userID.map { .string($0) } ?? .null,
            person.unionID.map { .string($0) } ?? .null, .bool(person.isResigned), .bool(person.isFrozen),
            .bool(person.isStateKnown), person.isAvailable.map { .bool($0) } ?? .null,
            .array(person.departmentIDs.compactMap { saidPlaces[$0].map { .integer($0) } }),
        ]
    }

    private static func person(_ entry: JSONValue, _ said: [String]) -> Person? {
        guard let cells = entry.array, cells.count == 8, let openID = cells[0].string,
            let isResigned = cells[3].bool, let isFrozen = cells[4].bool, let isStateKnown = cells[5].bool,
            let departments = cells[7].array
        else { return nil }
        let places = departments.compactMap(\.integer).filter(said.indices.contains)
        guard places.count == departments.count else { return nil }
        return Person(
            openID: openID, userID: cells[1].string, unionID: cells[2].string, isResigned: isResigned,
            isFrozen: isFrozen, isStateKnown: isStateKnown, isAvailable: cells[6].bool,
            departmentIDs: places.map { said[$0] })
    }

    private static func json(_ department: Department) -> JSONValue {
        [
            .string(department.openID), department.customID.map { .string($0) } ?? .null, .string(department.name),
            department.parentID.map { .string($0) } ?? .null, department.memberCount.map { .integer($0) } ?? .null,
            .bool(department.isDeleted),
        ]
    }

    private static func department(_ entry: JSONValue) -> Department? {
        guard let cells = entry.array, cells.count == 6, let openID = cells[0].string, let name = cells[2].string,
            let isDeleted = cells[5].bool
        else { return nil }
        return Department(
            openID: openID, customID: cells[1].string, name: name, parentID: cells[3].string,
            memberCount: cells[4].integer, isDeleted: isDeleted)
    }

    private static func list(_ entry: JSONValue, of everybody: [Person]) -> (name: String, [Person])? {
        guard let pair = entry.array, pair.count == 2, let name = pair[0].string, let places = pair[1].array else {
            return nil
        }
        var people: [Person] = []
        for place in places {
            guard let index = place.integer, everybody.indices.contains(index) else { return nil }
            people.append(everybody[index])
        }
        return (name, people)
    }
}
