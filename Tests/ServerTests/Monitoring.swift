import Logging
import Synchronization

@testable import Server

/// What the server told monitoring.
final class Monitoring: Sendable {
    private let lines = Mutex<[Logger.Metadata]>([])

    func logger() -> Logger {
        Logger(label: "test") { _ in Handler(monitoring: self) }
    }

    func events(_ action: String) -> [Logger.Metadata] {
        lines.withLock { $0 }.filter { line in
            if case .dictionary(let event) = line["event"], case .string(action) = event["action"] {
                true
            } else {
                false
            }
        }
    }

    private struct Handler: LogHandler {
        let monitoring: Monitoring
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.notice
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            if let line = event.metadata { monitoring.lines.withLock { $0.append(line) } }
        }
    }
}
