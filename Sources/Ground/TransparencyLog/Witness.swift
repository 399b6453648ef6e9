public import Crypto

/// Somebody who keeps in mind the newest checkpoint of logs, and cosigns only what grew out of it (C2SP tlog-witness).
///
/// It is pure: who serves it must put each newly cosigned checkpoint in the place of the latest, durably and as one
/// step with the answer.
public struct Witness: Sendable {
    /// What it says to a request.
    public enum Answer: Sendable, Hashable {
        /// The request is not in the format, or goes back.
        case malformed
        /// The log is not one that it witnesses.
        case unknownLog
        /// No key of the log's has signed the checkpoint.
        case notSigned
        /// It knows another size of the log, or another root of that size.
        case conflict(size: UInt64)
        /// The proof does not prove that the checkpoint grew out of the one that it knows: the log may have forked.
        case inconsistent
        /// It cosigned: the cosignature alone, and what is the latest checkpoint from now on.
        case cosigned(SignedNote, latest: Checkpoint)

        /// The HTTP status code.
        public var status: Int {
            switch self {
            case .malformed: 400
            case .unknownLog: 404
            case .notSigned: 403
            case .conflict: 409
            case .inconsistent: 422
            case .cosigned: 200
            }
        }

        /// The body of the response.
        public var body: String {
            switch self {
            case .malformed, .unknownLog, .notSigned, .inconsistent: ""
            case .conflict(let size): "\(size)\n"
            case .cosigned(let note, _): note.signatureLines
            }
        }

        /// The type of the body, where the specification names one.
        public var contentType: String? { if case .conflict = self { "text/x.tlog.size" } else { nil } }
    }

    /// Its name.
    public let name: String
    private let key: Curve25519.Signing.PrivateKey

    /// A witness.
    public init(name: String, key: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.key = key
    }

    /// Its public key.
    public var verifier: CosignatureVerifier { CosignatureVerifier(name: name, key: key.publicKey) }

    /// Looks at a request.
    ///
    /// - Parameters:
    ///   - log: the log of that name, nil where it is not witnessed.
    ///   - latest: what was cosigned last of the log of that name.
    ///   - time: seconds since 1970.
    public func answer(
        _ request: CheckpointRequest, log: (_ origin: String) throws -> LogVerifier?,
        latest: (_ origin: String) throws -> Checkpoint?, time: UInt64
    ) throws -> Answer {
        guard let stated = Checkpoint(request.checkpoint.text) else { return .malformed }
        guard let log = try log(stated.origin) else { return .unknownLog }
        guard let head = try? log.checkpoint(of: request.checkpoint) else { return .notSigned }
        guard request.oldSize <= head.size else { return .malformed }
        let known = try latest(stated.origin) ?? Checkpoint(origin: head.origin, size: 0, root: .empty)
        guard request.oldSize == known.size else { return .conflict(size: known.size) }
        if head.size == known.size {
            guard head.root == known.root else { return .conflict(size: known.size) }
            guard request.proof.isEmpty else { return .inconsistent }
        } else if known.size == 0 {
            guard request.proof.isEmpty else { return .inconsistent }
        } else {
            guard
                MerkleProof.verifiesConsistency(
                    from: (known.size, known.root), to: (head.size, head.root), path: request.proof)
            else { return .inconsistent }
        }
        return .cosigned(try request.checkpoint.cosignature(name: name, key: key, time: time), latest: head)
    }
}
