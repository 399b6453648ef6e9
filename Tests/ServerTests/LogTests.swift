import CanonicalJSON
import Logging
import Model
import Synchronization
import Testing

@testable import Server

/// The log of a server, line by line.
@Suite(.timeLimit(.minutes(10))) struct LogTests {
    private final class Lines: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }

    private struct Failure: Error {
        let asked = "what was asked for"
    }

    @Test func anEntryIsALineOfJSON() {
        let lines = Lines()
        var logger = Logger(label: "seawall") { label in
            JSONLogHandler(
                label, provider: Logger.MetadataProvider { ["trace": ["id": "t"]] }, now: { Instant(seconds: 0) },
                sink: { lines.add($0) })
        }
        logger[metadataKey: "kept"] = "one\ntwo"
        logger.debug("not this one")
        logger.info("request", metadata: ["status": .stringConvertible(404), "list": ["a", .dictionary(["b": "c"])]])
        logger.log(level: .error, "failed", error: Failure())
        #expect(
            lines.text == #"""
                {"@timestamp":"1970-01-01T00:00:00Z","kept":"one\ntwo","list":["a",{"b":"c"}],"log":{"level":"info",\#
                "logger":"seawall"},"message":"request","status":404,"trace":{"id":"t"}}
                {"@timestamp":"1970-01-01T00:00:00Z","error":{"type":"Failure"},"kept":"one\ntwo","log":{"level":"error",\#
                "logger":"seawall"},"message":"failed","trace":{"id":"t"}}

                """#)
    }

    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    @Test(
        arguments: [
            ("00-\(trace)-b7ad6b7169203331-01", true), ("01-\(trace)-b7ad6b7169203331-01-more", true),
            ("cc-\(trace)-b7ad6b7169203331-09", true), ("00-\(trace)-b7ad6b7169203331-01-more", false),
            ("ff-\(trace)-b7ad6b7169203331-01", false), ("00-\(trace)-0000000000000000-01", false),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false), ("", false),
            ("00-\(trace.uppercased())-b7ad6b7169203331-01", false), ("00-\(trace)-b7ad6b716920333-001", false),
            ("01-\(trace)-b7ad6b7169203331-01x", false), ("00-\(trace)-b7ad6b71692033\u{e9}-01", false),
            ("01-\(trace)-b7ad6b7169203331-01-" + String(repeating: "x", count: 600), false),
        ])
    func traceParentsAreReadAsTheirStandardHasThem(header: String, isOne: Bool) {
        let read = TraceParent(header)
        #expect((read != nil) == isOne)
        if let read { #expect(read.trace == Self.trace && read.parent == "b7ad6b7169203331") }
    }
}
