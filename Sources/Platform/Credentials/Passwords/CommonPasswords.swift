public import Model

/// The passwords that guessers try first (NIST SP 800-63B-4, section 3.1.1.2), compared without regard to case.
public struct CommonPasswords: Sendable {
    private static let limit = 4 << 20

    private let passwords: Set<String>

    /// A list of none.
    public init() { passwords = [] }

    /// Reads a list, one password a line; lines that begin with `#` are remarks.
    ///
    /// - Parameters:
    ///   - bytes: what the file holds.
    ///   - file: its name, for faults.
    /// - Throws: `Fault` (`credentials.bad-password-list`) placed at the line.
    public init(_ bytes: [UInt8], file: String) throws(Fault) {
        guard bytes.count <= Self.limit else {
            throw Fault("credentials.bad-password-list", at: SourcePlace(file: file))
        }
        var passwords: Set<String> = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && line.first != UInt8(ascii: "#") {
            guard let text = String(validating: line, as: UTF8.self), let password = try? Password(text) else {
                throw Fault("credentials.bad-password-list", at: SourcePlace(file: file, line: index + 1))
            }
            passwords.insert(password.text.lowercased())
        }
        self.passwords = passwords
    }

    func contains(_ text: String) -> Bool { passwords.contains(text.lowercased()) }
}
