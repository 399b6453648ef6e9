/// The grade of information, lowest first (Security Regulations; S17 §10.2).
public enum Grade: String, Sendable, Hashable, CaseIterable, Comparable {
    case unclassified, restricted, confidential, secret
    case topSecret = "top-secret"

    /// Lower grades come first.
    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Where a store lies.
public enum Place: String, Sendable, Hashable, CaseIterable {
    case onPremises = "on-premises"
    case dataCentre = "data-centre"
    case privateCloud = "private-cloud"
    case publicCloud = "public-cloud"
}

/// Who can reach a subject.
public enum Exposure: String, Sendable, Hashable, CaseIterable {
    case internet, intranet, isolated
}
