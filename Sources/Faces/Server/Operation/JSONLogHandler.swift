import CanonicalJSON
import Glibc
import Logging
import Model
import Synchronization

/// Writes each entry of the log as one line of JSON, so that a monitor reads it as it reads any other stream of events.
///
/// `@timestamp`, `log.level`, `log.logger` and `message` are named as in the Elastic Common Schema (8.11); what an entry
/// says besides are members beside them.
struct JSONLogHandler: LogHandler {
    /// Takes whole lines, one at a time.
    typealias Sink = @Sendable ([UInt8]) -> Void

    private let label: String
    private let now: @Sendable () -> Instant
    private let sink: Sink
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(
        _ label: String, provider: Logger.MetadataProvider? = nil, now: @escaping @Sendable () -> Instant,
        sink: @escaping Sink
    ) {
        self.label = label
        metadataProvider = provider
        self.now = now
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [String: JSONValue] = ["@timestamp": .string(now().description)]
        for more in [metadataProvider?.get(), metadata, event.metadata] {
            for (name, value) in more ?? [:] { members[name] = Self.json(value) }
        }
        members["log"] = ["level": .string(event.level.rawValue), "logger": .string(label)]
        members["message"] = .string("\(event.message)")
        // What an error says may hold what was asked for: its type is enough to find it by.
        if let error = event.error { members["error"] = ["type": .string("\(type(of: error))")] }
        sink(JSONValue.object(members).canonicalBytes + [UInt8(ascii: "\n")])
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .integer(Int64(number))
        case .stringConvertible(let other): .string(other.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let members): .object(members.mapValues(json))
        }
    }

    /// Standard error, where lines of many threads do not run into each other.
    static let standardError: Sink = { line in
        standardErrorLock.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                // Nobody reads the log any more: the server goes on without.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    private static let standardErrorLock = Mutex(())
}

extension Logger.MetadataValue {
    /// JSON as metadata; null and numbers with a fraction are none of it.
    init(_ value: JSONValue) {
        self =
            switch value {
            case .string(let text): .string(text)
            case .integer(let number): .stringConvertible(Int(number))
            case .array(let values): .array(values.map { Logger.MetadataValue($0) })
            case .object(let members): .dictionary(members.mapValues { Logger.MetadataValue($0) })
            case .null, .bool, .number: .string(value.canonical)
            }
    }
}
