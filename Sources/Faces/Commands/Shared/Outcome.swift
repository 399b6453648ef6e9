/// How a command ended, as an exit status says it.
enum Outcome: Int32 {
    /// Held; nothing found.
    case held = 0
    /// Falls short or unknown; something found.
    case fallsShort = 1
    /// It could not be done.
    case failed = 2
}
