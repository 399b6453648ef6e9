/// What one guess costs (RFC 9106, section 4; with one lane, as servers have more sign-ins than idle cores).
///
/// A hash takes `memory` KiB while it is made and gives all of it back.
public struct Argon2Cost: Sendable, Hashable {
    /// How much memory may be asked for, in KiB: below it guessing is cheap, above it sign-ins exhaust the server.
    public static let memoryRange = 19_456...65_536
    /// How many passes over the memory may be asked for.
    public static let passRange = 2...10
    /// 19 MiB and two passes: the least that OWASP recommends.
    public static let standard = Argon2Cost(uncheckedMemory: 19_456, passes: 2)

    /// KiB.
    public let memory: Int
    /// Passes over the memory.
    public let passes: Int

    /// A cost; nil outside of the ranges.
    public init?(memory: Int, passes: Int) {
        guard Self.memoryRange.contains(memory), Self.passRange.contains(passes) else { return nil }
        self.init(uncheckedMemory: memory, passes: passes)
    }

    init(uncheckedMemory memory: Int, passes: Int) {
        self.memory = memory
        self.passes = passes
    }
}
