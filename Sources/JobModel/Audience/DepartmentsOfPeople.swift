/// Tells whether `department_id` in a CSV file is what its rows name, or says where the people work whom they name.
///
/// Lists that are exported for people have their department beside them. A row of such a list whose id is blank would
/// address the whole department.
struct DepartmentsOfPeople {
    /// What to do about such a row.
    static let fix = "fill in the person's id, or put departments into a file of their own"

    private static let listed = 10

    private var isBesidePeople = false
    private var alone: [(place: CSVPlace, department: String)] = []
    private var aloneCount = 0

    /// A row names a person, and a department beside them.
    mutating func seePersonBesideDepartment() { isBesidePeople = true }

    /// A row names a department and nobody.
    mutating func seeDepartmentAlone(_ department: String, at place: CSVPlace) {
        aloneCount += 1
        if alone.count < Self.listed { alone.append((place, department)) }
    }

    /// Rows of people whose id is missing, as far as they are listed.
    var problems: [(place: CSVPlace, message: String)] {
        guard isBesidePeople else { return [] }
        return alone.enumerated().map { index, row in
            let more = index == Self.listed - 1 ? aloneCount - Self.listed : 0
            return (
                row.place,
                "the row names nobody of the department \(Quoting.quoted(row.department)), which other rows have beside a "
                    + "person" + (more > 0 ? "; and so do \(more) more rows" : "")
            )
        }
    }
}
