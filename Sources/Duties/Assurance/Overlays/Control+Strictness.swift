import Model

extension Control.Force {
    /// How much is demanded: more, the greater.
    var strictness: Int {
        switch self {
        case .may: 0
        case .should: 1
        case .shall: 2
        }
    }
}

extension Control.Applicability {
    /// What is bound, by name; all where nothing narrows it.
    func values(of scope: ControlScopeField) -> Set<String> {
        let named: [String] =
            switch scope {
            case .tiers: tiers.map(String.init)
            case .grades: grades.map(\.rawValue)
            case .exposure: exposures.map(\.rawValue)
            case .personalData: personalData.map { [String($0)] } ?? []
            }
        return Set(named.isEmpty ? scope.all : named)
    }

    /// Binds more.
    mutating func widen(_ scope: ControlScopeField, by added: [String]) {
        let bound = values(of: scope).union(added)
        let isAll = bound.count == scope.all.count
        switch scope {
        case .tiers: tiers = isAll ? [] : Set(bound.compactMap(Int.init))
        case .grades: grades = isAll ? [] : Set(bound.compactMap(Grade.init))
        case .exposure: exposures = isAll ? [] : Set(bound.compactMap(Exposure.init))
        case .personalData: if isAll { personalData = nil }
        }
    }
}

extension Control {
    /// Changes each need of a kind.
    mutating func tighten(needsOf kind: String, _ change: (inout Need) -> Void) {
        for index in needs.indices where needs[index].kind == kind { change(&needs[index]) }
    }

    /// What two overlays made of the same control of the centre, each being at least as strict as the centre: the stricter of
    /// either.
    ///
    /// - Parameter common: how many needs are the centre's; they come first in both.
    mutating func join(_ other: Control, common: Int) {
        if other.force.strictness > force.strictness { force = other.force }
        for scope in ControlScopeField.allCases {
            applicability.widen(scope, by: other.applicability.values(of: scope).sorted())
        }
        for (place, need) in other.needs.enumerated() {
            if place < common {
                needs[place].join(need)
            } else if let index = needs.indices.first(where: { $0 >= common && needs[$0].kind == need.kind }) {
                needs[index].join(need)
            } else {
                needs.append(need)
            }
        }
        tightenings += other.tightenings
    }
}

extension Control.Need {
    /// The stricter of either.
    mutating func join(_ other: Control.Need) {
        freshDays = min(freshDays, other.freshDays)
        breakingDays = max(breakingDays, other.breakingDays)
        endpoints = endpoints.isEmpty || other.endpoints.isEmpty ? [] : endpoints.union(other.endpoints)
        unlessEncrypted = unlessEncrypted && other.unlessEncrypted
        detectors.formUnion(other.detectors)
    }
}
