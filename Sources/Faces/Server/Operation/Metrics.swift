import Synchronization

/// The server's figures, in the text format of Prometheus (version 0.0.4).
final class Metrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private struct Figures {
        var requests: [Key: Int] = [:]
        var buckets: [Int] = Array(repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
        var running = 0
    }

    /// The upper bounds of the buckets of durations, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
    private let figures = Mutex(Figures())

    /// A request begins.
    func begin() { figures.withLock { $0.running += 1 } }

    /// A request ends.
    ///
    /// - Parameter route: the route's pattern, never the address: addresses name things.
    func end(route: String, status: Int, seconds: Double) {
        figures.withLock { figures in
            figures.running -= 1
            figures.requests[Key(route: route, status: status), default: 0] += 1
            figures.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            figures.seconds += seconds
        }
    }

    /// All figures.
    var text: String {
        let figures = figures.withLock { $0 }
        var lines = [
            "# HELP seawall_requests_total Requests answered.", "# TYPE seawall_requests_total counter",
        ]
        for (key, count) in figures.requests.sorted(by: {
            ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
        }) {
            lines.append("seawall_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
        }
        lines += [
            "# HELP seawall_request_seconds How long answers took.", "# TYPE seawall_request_seconds histogram",
        ]
        var sum = 0
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], figures.buckets) {
            sum += count
            lines.append("seawall_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
        }
        lines += [
            "seawall_request_seconds_sum \(figures.seconds)", "seawall_request_seconds_count \(sum)",
            "# HELP seawall_requests_running Requests being answered.", "# TYPE seawall_requests_running gauge",
            "seawall_requests_running \(figures.running)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
