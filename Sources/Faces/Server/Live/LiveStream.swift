import Accounts
import Credentials
import Hummingbird
import Identity
import Journal
import Model
import NIOCore

/// One stream of Server-Sent Events (HTML, section 9.2): which parts of a page changed, and nothing of what they hold.
///
/// What the visitor may see is asked anew before anything is told, so that a session that was ended, or an office that
/// was taken away, tells nothing more.
struct LiveStream {
    private static let beatMicroseconds: Int64 = 15_000_000

    private let estate: Estate
    private let token: SessionToken
    private let topics: Set<LiveTopic>
    /// The place from which on changes are told.
    private var place: UInt64
    private var look: UInt64
    private var told: Instant
    private var standing: Standing

    /// A stream.
    ///
    /// - Parameters:
    ///   - token: of the session that it belongs to.
    ///   - standing: what the visitor may do now.
    ///   - place: from which event on changes are told; from now on where nil.
    init(_ estate: Estate, _ token: SessionToken, _ standing: Standing, _ topics: Set<LiveTopic>, from place: UInt64?)
        async throws
    {
        self.estate = estate
        self.token = token
        self.topics = topics
        self.standing = standing
        look = estate.live.looks
        told = estate.now()
        let next =
            if let known = estate.live.next { known } else { try await estate.journal.position() }
        // A place that is yet to come is none of this record's.
        self.place = min(place ?? next, next)
    }

    /// Writes until the seat is given up, the session ends or the client goes.
    mutating func run(_ writer: inout any ResponseBodyWriter, _ wakes: AsyncStream<Void>) async throws {
        try await writer.write(ByteBuffer(string: "retry: 3000\n" + Self.beat))
        guard try await tell(&writer) else { return }
        for await _ in wakes {
            guard try await tell(&writer) else { return }
        }
    }

    private static let beat = "event: beat\ndata: 1\n\n"

    /// Tells what changed, or beats where it is time.
    ///
    /// - Returns: whether the session goes on.
    private mutating func tell(_ writer: inout any ResponseBodyWriter) async throws -> Bool {
        let now = estate.now()
        let fresh = try await estate.live.changes(from: place)
        let jobs = estate.live.jobs(after: look)
        let isBeat = now.microseconds - told.microseconds >= Self.beatMicroseconds
        let isChange = !changed(fresh, jobs.units, now).isEmpty
        guard isBeat || isChange else {
            (place, look) = (fresh.next, jobs.look)
            return true
        }
        guard let (_, standing) = try await estate.identity.sessions.glance(token, at: now) else { return false }
        self.standing = standing
        var text = ""
        for (topic, sequence) in changed(fresh, jobs.units, now).sorted(by: { ($0.value ?? 0) < ($1.value ?? 0) }) {
            text += "event: changed\ndata: \(topic.rawValue)\n"
            if let sequence { text += "id: \(sequence)\n" }
            text += "\n"
        }
        (place, look, told) = (fresh.next, jobs.look, now)
        try await writer.write(ByteBuffer(string: text.isEmpty ? Self.beat : text))
        return true
    }

    /// The parts that changed, each with the place of the newest event that the visitor may hear of.
    private func changed(_ fresh: LiveChanges, _ jobs: [UnitPath], _ now: Instant) -> [LiveTopic: UInt64?] {
        var changed: [LiveTopic: UInt64?] = [:]
        for topic in topics {
            let visibility = standing.visibility(for: topic.action, at: now)
            guard !visibility.isEmpty else { continue }
            if topic == .jobs {
                let isSeen = jobs.contains {
                    $0 == .root ? visibility.isEverything : visibility.contains(Target(unit: $0))
                }
                if isSeen { changed.updateValue(nil, forKey: topic) }
            } else if !fresh.isWhole {
                changed.updateValue(fresh.next - 1, forKey: topic)
            } else if let last = fresh.changes.last(where: {
                $0.topics.contains(topic) && visibility.contains($0.target)
            }) {
                changed.updateValue(last.sequence, forKey: topic)
            }
        }
        return changed
    }
}
