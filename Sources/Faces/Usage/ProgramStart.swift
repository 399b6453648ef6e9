public import ArgumentParser
import Glibc

extension AsyncParsableCommand {
    /// Parses the arguments of this process, runs the command that they name, and ends the process where that says so:
    /// status 2 for arguments that cannot be used.
    ///
    /// Help and what is wrong with arguments is told in the person's language.
    public static func start() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            end(with: error)
        }
    }

    private static func end(with error: any Error) -> Never {
        let terminal = Terminal()
        let whole = fullMessage(for: error)
        let code = exitCode(for: error)
        let isHelp = code == .success && whole.hasPrefix("OVERVIEW: ")
        // Anything else that was asked for, such as a script for a shell, is for programs.
        if code == .success, !isHelp { Glibc.exit(terminal.output(whole + "\n") == nil ? 0 : 2) }
        guard isHelp || code == .validationFailure else {
            terminal.error(whole)
            Glibc.exit(2)
        }
        let answer = UsageAnswer(
            to: isHelp ? .help(whole) : .misuse(message(for: error), whole: whole),
            arguments: Array(CommandLine.arguments.dropFirst()), program: CommandEntry(dump: _dumpHelp()),
            width: Terminal.width)
        for line in answer.errors { terminal.error(line) }
        let problem = answer.output.flatMap { terminal.output($0) }
        Glibc.exit(problem == nil ? answer.status : 2)
    }
}
