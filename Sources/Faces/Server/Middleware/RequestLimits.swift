import HTTPTypes
import Hummingbird
import Model
import Synchronization

/// How many requests an address may send: enough for a person in a hurry, too few to keep the server busy alone.
struct RequestLimits: RouterMiddleware {
    private let buckets = AddressBuckets()

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        let address = context.remoteAddress?.ipAddress ?? "-"
        guard buckets.take(address, at: context.now) else {
            throw Refusal(.tooManyRequests, Message("server.too-many"), retrySeconds: 2)
        }
        return try await next(request, context)
    }
}

/// Token buckets by address, of which only as many are kept as memory is meant for them.
final class AddressBuckets: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    /// Requests at once, and a second on end.
    private static let burst = 400.0
    private static let rate = 200.0
    private static let limit = 20_000
    private let buckets = Mutex<[String: Bucket]>([:])

    /// Takes a token; false where there is none.
    func take(_ address: String, at now: Instant) -> Bool {
        buckets.withLock { buckets in
            if buckets.count >= Self.limit, buckets[address] == nil {
                // A full bucket is as good as none.
                buckets = buckets.filter { Self.refilled($0.value, at: now) < Self.burst }
                if buckets.count >= Self.limit { return false }
            }
            let bucket = buckets[address] ?? Bucket(tokens: Self.burst, at: now)
            let tokens = Self.refilled(bucket, at: now)
            buckets[address] = Bucket(tokens: max(0, tokens - 1), at: now)
            return tokens >= 1
        }
    }

    private static func refilled(_ bucket: Bucket, at now: Instant) -> Double {
        min(burst, bucket.tokens + Double(now.microseconds - bucket.at.microseconds) / 1e6 * rate)
    }
}
