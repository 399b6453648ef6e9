public import Model

/// What a system file states of its subject.
public struct SubjectDescription: Sendable, Hashable {
    /// The id, unique in its department.
    public var id: String
    /// The name.
    public var name: LocalizedText
    /// The department's id.
    public var department: String
    /// The department's name.
    public var departmentName: LocalizedText
    /// 1 to 3 (G3 App. B).
    public var tier: Int
    /// The grade of what it holds.
    public var grade: Grade
    /// Who can reach it.
    public var exposure: Exposure
    /// Whether it holds personal data.
    public var personalData: Bool
    /// The system owner, by office.
    public var owner: String?

    /// A subject.
    public init(
        id: String, name: LocalizedText, department: String, departmentName: LocalizedText, tier: Int, grade: Grade,
        exposure: Exposure, personalData: Bool, owner: String?
    ) {
        self.id = id
        self.name = name
        self.department = department
        self.departmentName = departmentName
        self.tier = tier
        self.grade = grade
        self.exposure = exposure
        self.personalData = personalData
        self.owner = owner
    }
}
