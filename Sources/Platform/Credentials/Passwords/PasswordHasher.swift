import Dispatch
public import Model
import Synchronization

/// Hashes passwords, so many at once and no more: neither memory nor Swift's own threads can be used up by guessing.
///
/// Clients take turns, none holds more than its share of the places, and some places are kept for those that signed in
/// before. A hasher takes `atOnce` times the cost's memory at most: 38 MiB for two at once at the standard cost.
public final class PasswordHasher: Sendable {
    /// Who asks.
    public struct Client: Sendable, Hashable {
        /// What it is known by, such as its network.
        public let name: String
        /// Whether it signed in before (see `DeviceCookie`).
        public let isFamiliar: Bool

        /// A client.
        public init(_ name: String, isFamiliar: Bool) {
            self.name = name
            self.isFamiliar = isFamiliar
        }
    }

    private let cost: Argon2Cost
    private let decoy: PasswordHash
    private let places: Mutex<HashingPlaces>
    private let queue = DispatchQueue(label: "seawall.passwords", attributes: .concurrent)

    /// A hasher.
    ///
    /// - Parameters:
    ///   - cost: what a new hash shall cost.
    ///   - atOnce: how many hash at the same time; each takes the cost's memory.
    ///   - waiting: how many may wait; a quarter of these places is for familiar clients alone.
    ///   - share: how many one client may have under way or waiting.
    public init(cost: Argon2Cost, atOnce: Int, waiting: Int, share: Int) {
        self.cost = cost
        decoy = .decoy(cost: cost)
        places = Mutex(HashingPlaces(atOnce: atOnce, waiting: waiting, share: share))
    }

    /// Hashes a new password.
    ///
    /// - Parameter salt: 16 random bytes, used once.
    /// - Throws: `Fault` (`credentials.busy`, `credentials.cancelled`, `credentials.hashing-failed`).
    public func hash(_ password: Password, salt: [UInt8], for client: Client) async throws(Fault) -> PasswordHash {
        let cost = cost
        return try await run(for: client) { () throws(Fault) in try PasswordHash(password, salt: salt, cost: cost) }
    }

    /// Whether a password is the one that was hashed.
    ///
    /// - Parameter hash: nil where there is no such account: the answer is no, and takes as long to come.
    /// - Throws: `Fault` (`credentials.busy`, `credentials.cancelled`, `credentials.hashing-failed`).
    public func verify(
        _ password: Password, against hash: PasswordHash?, for client: Client
    ) async throws(Fault) -> Bool {
        let known = hash ?? decoy
        let matches = try await run(for: client) { () throws(Fault) in try known.matches(password) }
        return matches && hash != nil
    }

    /// Whether a hash should be made anew, now that the password is known to be right.
    public func needsRenewal(_ hash: PasswordHash) -> Bool { hash.needsRenewal(for: cost) }

    func run<Value: Sendable>(
        for client: Client, _ work: @escaping @Sendable () throws(Fault) -> Value
    ) async throws(Fault) -> Value {
        let id = places.withLock { $0.nextID() }
        let result: Result<Value, Fault> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = HashingPlaces.Job(
                    id: id, client: client,
                    run: {
                        let result = Result(catching: work)
                        return { continuation.resume(returning: result) }
                    }, refuse: { continuation.resume(returning: .failure($0)) })
                switch places.withLock({ $0.take(job) }) {
                case .starts: start(job)
                case .waits: break
                case .refused: job.refuse(Fault("credentials.busy"))
                }
                // Where the task was cancelled before it waited, nobody else would tell.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
        return try result.get()
    }

    private func start(_ job: HashingPlaces.Job) {
        queue.async { [self] in
            let answer = job.run()
            // The place is free before the answer is out: who has the answer may ask again.
            let next = places.withLock { $0.release(job) }
            answer()
            if let next { start(next) }
        }
    }

    private func cancel(_ id: UInt64) {
        places.withLock { $0.withdraw(id) }?.refuse(Fault("credentials.cancelled"))
    }

    /// How many are hashing and how many wait.
    var load: (running: Int, waiting: Int) { places.withLock { ($0.running, $0.waiting) } }
}
