import Instrumentation
import Logging

/// The trace that a request belongs to and the span that sent it, as other programs name them (W3C Trace Context, section
/// 3.2). What its sender says is taken along in the log, and nothing rests on it.
struct TraceParent: Sendable, Hashable {
    /// 32 hexadecimal digits.
    let trace: String
    /// 16 hexadecimal digits.
    let parent: String

    /// Reads a `traceparent` header; nil where it is none.
    init?(_ header: String) {
        let bytes = Array(header.utf8)
        guard bytes.count >= 55, bytes.count <= 512 else { return nil }
        let parts = bytes.prefix(55).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 32, 16, 2], parts.allSatisfy({ $0.allSatisfy(Self.isDigit) }),
            parts[0] != Array("ff".utf8)[...], parts[1].contains(where: { $0 != UInt8(ascii: "0") }),
            parts[2].contains(where: { $0 != UInt8(ascii: "0") })
        else { return nil }
        // Version 00 ends here; later ones may have more behind a dash.
        if bytes.count > 55 {
            guard parts[0] != Array("00".utf8)[...], bytes[55] == UInt8(ascii: "-") else { return nil }
        }
        trace = String(decoding: parts[1], as: UTF8.self)
        parent = String(decoding: parts[2], as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private enum Key: InstrumentationContextKey {
        typealias Value = TraceParent
    }

    /// Has the log name the trace of the request that is being answered.
    static let provider = Logger.MetadataProvider {
        guard let current = InstrumentationContext.current?[Key.self] else { return [:] }
        return ["trace": ["id": .string(current.trace)], "span": ["parent": .string(current.parent)]]
    }

    /// Takes the header in from whom we answer. Where a tracer is put in its place, spans go there.
    struct Reader: Instrument {
        func extract<Carrier, Extract: Extractor>(
            _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
        ) where Extract.Carrier == Carrier {
            context[Key.self] = extractor.extract(key: "traceparent", from: carrier).flatMap { TraceParent($0) }
        }

        func inject<Carrier, Inject: Injector>(
            _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
        ) where Inject.Carrier == Carrier {
            guard let current = context[Key.self] else { return }
            injector.inject("00-\(current.trace)-\(current.parent)-00", forKey: "traceparent", into: &carrier)
        }
    }
}
