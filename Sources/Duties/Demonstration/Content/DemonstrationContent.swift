import Model

/// The words that a made-up estate is told in: names of departments, kinds of system, names for officers, notes.
public struct DemonstrationContent: Sendable, Hashable {
    /// A name with an id.
    struct Named: Sendable, Hashable {
        var id: String
        var name: LocalizedText
    }

    /// A bureau or department.
    struct Department: Sendable, Hashable {
        var id: String
        /// What it deals with, such as `sea`.
        var field: String
        var name: LocalizedText
    }

    /// A kind of system that departments have.
    struct SystemKind: Sendable, Hashable {
        var id: String
        var exposure: Exposure
        var grade: Grade
        var personalData: Bool
        /// The fields whose departments have it; all where empty.
        var fields: Set<String>
        var name: LocalizedText
    }

    /// A part of a name, as it is romanised and as it is written.
    struct NamePart: Sendable, Hashable {
        var romanised: String
        var written: String
    }

    /// What officers write.
    struct Notes: Sendable, Hashable {
        /// Plans, by the kind of object that the weakness is on; `other` for the kinds that have none.
        var plans: [String: [LocalizedText]]
        var requests: [LocalizedText]
        var accepted: [LocalizedText]
        var rejected: [LocalizedText]
    }

    var government: Named
    /// The first is the centre.
    var departments: [Department]
    var divisions: [Named]
    var kinds: [SystemKind]
    var qualifiers: [Named]
    var surnames: [NamePart]
    var givenNames: [NamePart]
    var notes: Notes

    /// How many departments there are names for.
    public var departmentLimit: Int { departments.count }

    /// How many systems of one department there are names for, whatever its field.
    public var systemLimit: Int { kinds.count { $0.fields.isEmpty } * (qualifiers.count + 1) }
}
