import Glibc

/// Runs a program to its end.
public struct Run: Sendable {
    /// Its exit status, or 128 and the number of the signal that ended it.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: [UInt8]
    /// What it wrote to standard error, as text.
    public let error: String

    /// Its standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs a program found on the path.
    ///
    /// Standard input and output go through files, so that no pipe can fill and stall either side.
    ///
    /// - Parameters:
    ///   - arguments: the program and its arguments.
    ///   - input: what it reads from standard input.
    ///   - folder: its working folder; this process's own where nil.
    ///   - environment: variables to set beside this process's own.
    public init(
        _ arguments: [String], input: [UInt8] = [], folder: String? = nil, environment: [String: String] = [:]
    ) {
        let files = TemporaryFolder()
        let inputPath = files.write("in", input)
        let outputPath = files.path + "/out"
        let errorPath = files.path + "/err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            if !environment.keys.contains(where: { text.hasPrefix($0 + "=") }) { variables.append(text) }
            next += 1
        }
        variables += environment.map { "\($0.key)=\($0.value)" }
        var child = pid_t()
        let words = folder.map { ["env", "-C", $0] + arguments } ?? arguments
        let code = Self.withCStrings(words) { pointers in
            Self.withCStrings(variables) { posix_spawnp(&child, words.first ?? "", &actions, nil, pointers, $0) }
        }
        guard code == 0 else {
            status = 127
            output = []
            error = "cannot run \(arguments.first ?? ""): \(String(cString: strerror(code)))"
            return
        }
        var result: Int32 = 0
        while waitpid(child, &result, 0) < 0, errno == EINTR {}
        status = result & 0x7F == 0 ? result >> 8 & 0xFF : 128 + result & 0x7F
        output = Self.read(outputPath)
        error = String(decoding: Self.read(errorPath), as: UTF8.self)
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("an array with a nil at its end is not empty")
            }
            return body(base)
        }
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }
}
