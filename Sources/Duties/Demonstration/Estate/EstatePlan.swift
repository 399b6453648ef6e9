import Model
import Programme

/// A made-up estate before it is written: units, people, systems, and what became of each in a year and a half.
///
/// The same seed, size, content and last day give the same plan.
public struct EstatePlan: Sendable, Hashable {
    /// How large an estate is, and what it is made from.
    public struct Size: Sendable, Hashable {
        /// How many departments.
        public var departments: Int
        /// How many systems each of them has.
        public var systems: Int
        /// What chance begins with.
        public var seed: UInt64

        /// A size.
        public init(departments: Int, systems: Int, seed: UInt64) {
            self.departments = departments
            self.systems = systems
            self.seed = seed
        }
    }

    struct PlannedUnit: Sendable, Hashable {
        var path: UnitPath
        var name: LocalizedText
    }

    struct PlannedOffice: Sendable, Hashable {
        var office: Office
        var unit: String
        var subject: String?
    }

    struct PlannedPerson: Sendable, Hashable {
        var signIn: String
        var display: String
        var language: Language
        var unit: String
        var offices: [PlannedOffice]
    }

    struct PlannedSystem: Sendable, Hashable {
        var entry: RegisteredSystem
        /// The id of its department.
        var department: String
        /// Who answers for it, and who decides: places among the people.
        var owner: Int
        var director: Int
        var history: SystemHistory
    }

    let size: Size
    /// Before anything was looked at.
    let start: Instant
    /// Those above before those below.
    var units: [PlannedUnit]
    var people: [PlannedPerson]
    var systems: [PlannedSystem]
    /// The officers that whoever looks at the estate signs in as: of the centre, of a department, of a system.
    var guests: [Int]
}
