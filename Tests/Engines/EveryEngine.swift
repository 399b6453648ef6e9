public import Testing

/// Runs each test of a suite once on every engine; `Engine.current` says on which.
public struct EveryEngine: SuiteTrait, TestTrait, TestScoping {
    /// It applies to the tests in the suite.
    public var isRecursive: Bool { true }

    /// Runs a test, once for each engine.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        for engine in Engine.allCases {
            try await Engine.$current.withValue(engine) { try await function() }
        }
    }
}

extension Trait where Self == EveryEngine {
    /// Runs each test once on every engine.
    public static var onEveryEngine: EveryEngine { EveryEngine() }
}
