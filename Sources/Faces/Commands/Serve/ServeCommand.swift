import ArgumentParser
import Glibc
import Model
import Usage

/// `seawall serve`: starts the server, a program of its own beside this one.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Start the server: the program seawall-server beside this one.",
        discussion: "All that follows is the server's own; 'seawall serve --help' shows it. 'make server' builds it.")

    @Argument(parsing: .captureForPassthrough, help: "Options of seawall-server.")
    var arguments: [String] = []

    func run() async throws {
        // The options are the server's; two also say how a fault of this command is told, and may stand before its name.
        let shared = SharedArguments(CommandLine.arguments.dropFirst())
        let named = [("--lang", shared.language), ("--content", shared.content)].flatMap { name, value in
            value.map { [name, $0] } ?? []
        }
        let options = try GlobalOptions.parse(named)
        try await Session.run(options) { session in
            let program = try SiblingProgram.path("seawall-server")
            guard access(program, X_OK) == 0 else {
                throw Fault("commands.no-server", at: SourcePlace(file: program))
            }
            var words: [UnsafeMutablePointer<CChar>?] = ([program] + named + arguments).map { strdup($0) } + [nil]
            execv(program, &words)
            let problem = String(cString: strerror(errno))
            for word in words { free(word) }
            throw Fault("files.unreadable", ["problem": problem], at: SourcePlace(file: program))
        }
    }
}

/// A program that is installed beside this one.
enum SiblingProgram {
    /// Where it is.
    ///
    /// - Throws: `Fault` (`commands.no-server`) where this program does not know where it lies itself.
    static func path(_ name: String) throws(Fault) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let slash = own.lastIndex(of: "/") else { throw Fault("commands.no-server") }
        return own[...slash] + name
    }
}
