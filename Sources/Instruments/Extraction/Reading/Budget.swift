import Glibc

/// What one file may still cost.
struct Budget {
    let limits: ExtractionLimits
    /// Bytes of the file itself.
    private let size: Int64
    private let deadline: Int64
    private var expanded: Int64 = 0
    private var entries = 0
    private var held = 0

    init(limits: ExtractionLimits, size: Int64) {
        self.limits = limits
        self.size = size
        deadline = Self.now() + Int64(limits.seconds) * 1000
    }

    /// Counts bytes that came out of an archive or a document.
    mutating func expand(_ bytes: Int) throws(Halt) {
        expanded += Int64(bytes)
        guard expanded <= limits.bytesExpanded else {
            throw .unit("expanded-limit", ["limit": String(limits.bytesExpanded)])
        }
        if expanded > limits.ratioFloor, expanded / max(size, 1) > limits.expansionRatio {
            throw .unit("expansion-ratio", ["limit": String(limits.expansionRatio)])
        }
        try tick()
    }

    /// Counts an entry of an archive or a part of a mail.
    mutating func enter() throws(Halt) {
        entries += 1
        guard entries <= limits.entries else { throw .unit("too-many-entries", ["limit": String(limits.entries)]) }
        try tick()
    }

    /// Takes memory for a nested document; false where there is not enough left.
    mutating func hold(_ bytes: Int) -> Bool {
        guard held + bytes <= limits.bytesHeld else { return false }
        held += bytes
        return true
    }

    /// Gives memory back.
    mutating func release(_ bytes: Int) { held -= bytes }

    /// Fails once the time is over.
    func tick() throws(Halt) {
        guard Self.now() < deadline else { throw .unit("time-limit", ["seconds": String(limits.seconds)]) }
    }

    /// Milliseconds that are left.
    var remaining: Int64 { max(0, deadline - Self.now()) }

    /// Milliseconds of a clock that never goes back.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
