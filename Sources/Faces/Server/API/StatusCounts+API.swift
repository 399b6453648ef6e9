import CanonicalJSON
import Model
import Programme

extension StatusCounts {
    /// As the API writes how many controls have each status.
    var json: JSONValue {
        ["held": .integer(held), "broken": .integer(broken), "unknown": .integer(unknown), "waived": .integer(waived)]
    }

    /// The sum of two counts.
    static func + (left: Self, right: Self) -> Self {
        Self(
            held: left.held + right.held, broken: left.broken + right.broken, unknown: left.unknown + right.unknown,
            waived: left.waived + right.waived)
    }
}

extension SeverityCounts {
    /// As the API writes how many open findings have each severity.
    var json: JSONValue {
        ["critical": .integer(critical), "high": .integer(high), "medium": .integer(medium), "low": .integer(low)]
    }
}

extension Sequence<DepartmentStanding> {
    /// How departments stand together, as the API writes it.
    var apiFigures: [String: JSONValue] {
        func sum(_ value: (DepartmentStanding) -> Int64) -> JSONValue { .integer(reduce(0) { $0 + value($1) }) }
        let controls = flatMap(\.families.values).reduce(StatusCounts(), +)
        var figures: [String: JSONValue] = [
            "systems": sum(\.systems),
            "postures": [
                "held": sum(\.held), "fallsShort": sum(\.fallsShort), "unknown": sum(\.unknown), "never": sum(\.never),
            ],
            "controls": controls.json,
            "findings": [
                "critical": sum(\.findings.critical), "high": sum(\.findings.high), "medium": sum(\.findings.medium),
                "low": sum(\.findings.low),
            ],
        ]
        figures["oldest"] = compactMap(\.oldest).min()?.json
        return figures
    }
}

extension ObjectReference {
    /// As the API writes what something was seen on.
    var apiJSON: JSONValue { ["kind": .string(kind.rawValue), "id": .string(id)] }
}
