/// How one type came out.
struct Score: CustomStringConvertible {
    let type: String
    let expected: Int
    let reported: Int
    let right: Int
    /// What was not found, and what was found though it is not there, with how often.
    let missed: [Label: Int]
    let wrong: [Label: Int]

    init(_ type: String, labels: [Label: Int], found: [Label: Int]) {
        self.type = type
        let labels = labels.filter { $0.key.type == type }
        let found = found.filter { $0.key.type == type }
        expected = labels.values.reduce(0, +)
        reported = found.values.reduce(0, +)
        right = labels.reduce(0) { $0 + min($1.value, found[$1.key] ?? 0) }
        missed = Self.excess(labels, found)
        wrong = Self.excess(found, labels)
    }

    var precision: Double { Double(right) / Double(max(1, reported)) }
    var recall: Double { Double(right) / Double(max(1, expected)) }

    var description: String {
        "\(type): precision \(precision) recall \(recall) of \(expected), reported \(reported)"
    }

    private static func excess(_ more: [Label: Int], _ less: [Label: Int]) -> [Label: Int] {
        more.reduce(into: [:]) { excess, entry in
            let count = entry.value - (less[entry.key] ?? 0)
            if count > 0 { excess[entry.key] = count }
        }
    }
}
