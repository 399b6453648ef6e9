import Model

/// The language and the content folder that arguments name, wherever they stand among them.
///
/// Arguments that cannot be used have to be told of in the language that they ask for all the same, and what a program
/// hands on to another one it does not parse.
public struct SharedArguments: Sendable {
    /// The language as it is named.
    public let language: String?
    /// The content folder as it is named.
    public let content: String?

    /// Looks through the arguments of a program; what stands behind `--` is not looked at.
    public init(_ arguments: some Sequence<String>) {
        let before = Array(arguments.prefix { $0 != "--" })
        language = Self.value(of: "--lang", in: before)
        content = Self.value(of: "--content", in: before)
    }

    /// The last value that an option is given, as ArgumentParser takes it too.
    private static func value(of option: String, in arguments: [String]) -> String? {
        var found: String?
        for (place, argument) in arguments.enumerated() {
            if argument == option, place + 1 < arguments.count, !arguments[place + 1].hasPrefix("-") {
                found = arguments[place + 1]
            } else if argument.hasPrefix(option + "=") {
                found = String(argument.dropFirst(option.count + 1))
            }
        }
        return found
    }
}
