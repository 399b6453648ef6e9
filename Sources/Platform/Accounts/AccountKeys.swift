public import Credentials

/// The server's keys for accounts, the same on every node.
public struct AccountKeys: Sendable {
    let device: RotatedSecret
    let recovery: RotatedSecret

    /// Keys.
    ///
    /// - Parameters:
    ///   - device: for the cookies of browsers that signed in before.
    ///   - recovery: for the tags of recovery codes.
    public init(device: RotatedSecret, recovery: RotatedSecret) {
        self.device = device
        self.recovery = recovery
    }
}

/// A key for one purpose and those that were it before: what is new is made with the current one, and what an earlier one
/// made still holds while that key is kept.
public struct RotatedSecret: Sendable {
    /// All of them, the one that new things are made with first.
    let all: [Secret]
    var current: Secret { all[0] }

    /// Keys, at least one, the current one first.
    public init(_ all: [Secret]) {
        precondition(!all.isEmpty, "a purpose has a current key")
        self.all = all
    }
}
