import Glibc
import TestSupport

/// Makes real files with real tools.
struct Workshop {
    let folder = TemporaryFolder()

    /// The path of a file in the folder.
    func path(_ name: String) -> String { folder.path + "/" + name }

    /// Runs shell commands in the folder; a test that lacks a tool fails loudly.
    @discardableResult
    func shell(_ commands: String) -> String {
        run("/bin/sh", commands)
    }

    /// Runs a Python program in the folder.
    @discardableResult
    func python(_ program: String) -> String {
        folder.write("program.py", program)
        defer { unlink(folder.path + "/program.py") }
        return run("/usr/bin/env python3", "program.py", isFile: true)
    }

    private func run(_ interpreter: String, _ text: String, isFile: Bool = false) -> String {
        let script = isFile ? "" : folder.write(".commands", "set -e\n" + text)
        defer { if !isFile { unlink(script) } }
        let command = "cd '\(folder.path)' && \(interpreter) \(isFile ? text : "./.commands") 2>&1"
        guard let pipe = popen(command, "r") else { fatalError("popen failed") }
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&block, 1, block.count, pipe)
            if count == 0 { break }
            output += block[..<count]
        }
        let said = String(decoding: output, as: UTF8.self)
        let status = pclose(pipe)
        precondition(status == 0, "a tool that makes test files failed (\(status)): \(said)")
        return said
    }
}
