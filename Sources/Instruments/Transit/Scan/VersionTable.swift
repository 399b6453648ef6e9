/// A value for each of some versions, without the cost of a dictionary.
struct VersionTable<Value: Sendable>: Sendable {
    private var values = [Value?](repeating: nil, count: TLSVersion.allCases.count)

    subscript(version: TLSVersion) -> Value? {
        _read { yield values[version.place] }
        _modify { yield &values[version.place] }
    }

    /// The values that are there, the oldest version's first.
    var all: some Sequence<Value> { values.lazy.compactMap { $0 } }
}
