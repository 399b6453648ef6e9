import Crypto
import Model

/// An event with its place in the log and what ties it there.
struct StoredEvent: Sendable {
    /// Its position: the index of its leaf.
    var sequence: UInt64
    let event: Event
    let nonce: String
    /// The id of the key that the salt was made with.
    let commitmentKey: String
    /// The bytes of its log entry.
    let commitment: [UInt8]

    /// An event that is new, committed to with a key; its place is given when it is written.
    init(_ event: Event, keyID: String, key: SymmetricKey) {
        sequence = 0
        self.event = event
        nonce = Commitment.nonce()
        commitmentKey = keyID
        commitment = Commitment.of(event, salt: Commitment.salt(nonce: nonce, key: key))
    }

    /// An event as it was read.
    init(sequence: UInt64, event: Event, nonce: String, commitmentKey: String, commitment: [UInt8]) {
        self.sequence = sequence
        self.event = event
        self.nonce = nonce
        self.commitmentKey = commitmentKey
        self.commitment = commitment
    }

    /// The salt of the commitment.
    ///
    /// - Throws: `Fault` (`journal.other-key`) where the key that it was made with is not here.
    func salt(_ keys: Keys) throws(Fault) -> [UInt8] {
        guard let key = keys.commitmentKey(commitmentKey) else {
            throw Fault("journal.other-key", ["id": event.id, "key": commitmentKey])
        }
        return Commitment.salt(nonce: nonce, key: key)
    }

    /// Fails unless the event is the one that was committed to.
    ///
    /// - Throws: `Fault` (`journal.other-key`, `journal.event-changed`).
    func check(_ keys: Keys) throws(Fault) {
        guard Commitment.of(event, salt: try salt(keys)) == commitment else {
            throw EventTable.changed(event.id, sequence)
        }
    }
}
