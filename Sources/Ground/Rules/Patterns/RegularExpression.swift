import CPCRE2
import Model

/// A compiled PCRE2 expression, bounded in steps, depth and memory.
///
/// `@unchecked Sendable`: PCRE2 only reads compiled code while matching, and the pointer never changes.
final class RegularExpression: @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer

    private static let sourceLimit = 8_192
    private static let stepLimit: UInt32 = 100_000
    private static let depthLimit: UInt32 = 2_000
    private static let heapLimitKibibytes: UInt32 = 4_096

    /// Compiles an expression.
    ///
    /// - Throws: `Fault` (`rules.bad-expression`) at the place.
    init(_ source: String, ignoringCase: Bool, multiline: Bool, dotAll: Bool, at place: SourcePlace) throws(Fault) {
        var options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
        if ignoringCase { options |= PCRE2_CASELESS }
        if multiline { options |= PCRE2_MULTILINE }
        if dotAll { options |= PCRE2_DOTALL }
        guard source.utf8.count <= Self.sourceLimit else {
            throw Fault("rules.long-expression", ["limit": String(Self.sourceLimit)], at: place)
        }
        var error: Int32 = 0
        var offset = 0
        let bytes = Array(source.utf8)
        guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil),
            let context = pcre2_match_context_create_8(nil)
        else {
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = pcre2_get_error_message_8(error, &buffer, buffer.count)
            let problem = String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
            throw Fault("rules.bad-expression", ["problem": problem, "offset": String(offset)], at: place)
        }
        self.code = code
        self.context = context
        pcre2_set_match_limit_8(context, Self.stepLimit)
        pcre2_set_depth_limit_8(context, Self.depthLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimitKibibytes)
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    }

    deinit {
        pcre2_code_free_8(code)
        pcre2_match_context_free_8(context)
    }

    /// Whether it matches somewhere in the bytes.
    ///
    /// - Throws: `Fault` (`rules.expression-limit`) where that would take more steps than are allowed.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool {
        guard let data = pcre2_match_data_create_8(1, nil) else { throw Fault("rules.expression-limit") }
        defer { pcre2_match_data_free_8(data) }
        var empty: UInt8 = 0
        let result = withUnsafePointer(to: &empty) { nothing in
            pcre2_match_8(code, bytes.baseAddress ?? nothing, bytes.count, 0, 0, data, context)
        }
        if result >= 0 { return true }
        if result == PCRE2_ERROR_NOMATCH { return false }
        throw Fault("rules.expression-limit", ["code": String(result)])
    }
}
