import Model

/// A value with the place where it is written.
struct Written<Value: Sendable & Hashable>: Sendable, Hashable {
    let value: Value
    let place: SourcePlace
}
