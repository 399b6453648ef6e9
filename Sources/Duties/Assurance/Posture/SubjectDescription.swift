public import Model

/// What a system file states of its subject.
public struct SubjectDescription: Sendable, Hashable {
    /// A name and an office.
    public struct Person: Sendable, Hashable {
        /// The person's name, or nil where an office alone is named.
        public var name: String?
        /// The office, such as `DITSO`.
        public var office: String

        /// A person, or an office alone.
        public init(name: String?, office: String) {
            self.name = name
            self.office = office
        }
    }

    /// Who endorsed the tier, and when (S17 §7.2.2).
    public struct Endorsement: Sendable, Hashable {
        /// Who.
        public var by: String
        /// When.
        public var on: CalendarDate
    }

    /// The id, unique in its department.
    public var id: String
    /// The name.
    public var name: LocalizedText
    /// The department, by its short name.
    public var department: String
    /// 1 to 3 (G3 App. B).
    public var tier: Int
    /// Who endorsed the tier.
    public var tierEndorsed: Endorsement?
    /// The grade of what it holds.
    public var grade: Grade
    /// Who can reach it.
    public var exposure: Exposure
    /// Whether it holds personal data.
    public var personalData: Bool
    /// The system owner.
    public var owner: Person?
    /// The project it belongs to.
    public var project: String?
}
