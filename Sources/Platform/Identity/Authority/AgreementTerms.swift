public import Model

/// What an agreement shows, as people type it: `findings=counts`, or `findings` for the most there is.
public enum AgreementTerms {
    /// The most facts that an agreement withholds.
    public static let withheldLimit = 200
    private static let factLimit = 100

    /// Reads `FIELD=EXTENT` or `FIELD`, each field at most once, over what a common kind of agreement shows.
    ///
    /// - Throws: `Fault` (`identity.bad-field`, `identity.bad-extent`, `identity.field-twice`).
    public static func extents(
        _ texts: [String], over kind: Agreement.Kind = .none
    ) throws(Fault) -> [Agreement.Field: Agreement.Extent] {
        var typed: [Agreement.Field: Agreement.Extent] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let field = Agreement.Field(rawValue: parts[0]) else {
                let fields = Agreement.Field.allCases.map(\.rawValue).joined(separator: ", ")
                throw Fault("identity.bad-field", ["field": parts[0], "fields": fields])
            }
            let extent = parts.count == 1 ? field.extents.last : Agreement.Extent(rawValue: parts[1])
            guard let extent, field.extents.contains(extent) else {
                let extents = field.extents.map(\.rawValue).joined(separator: ", ")
                throw Fault("identity.bad-extent", ["field": field.rawValue, "extents": extents])
            }
            guard typed.updateValue(extent, forKey: field) == nil else {
                throw Fault("identity.field-twice", ["field": field.rawValue])
            }
        }
        return kind.extents.merging(typed) { $1 }.filter { $0.value != .none }
    }

    /// Reads the names of facts that stay inside, such as `tls.certificate`.
    ///
    /// - Throws: `Fault` (`identity.bad-fact`, `identity.too-many-facts`).
    public static func withheld(_ texts: [String]) throws(Fault) -> Set<String> {
        guard texts.count <= withheldLimit else {
            throw Fault("identity.too-many-facts", ["limit": String(withheldLimit)])
        }
        for text in texts where !isFact(text) { throw Fault("identity.bad-fact", ["fact": text]) }
        return Set(texts)
    }

    /// Words of small letters, digits, hyphens and underscores, with dots between them.
    private static func isFact(_ text: String) -> Bool {
        text.utf8.count <= factLimit
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
                !word.isEmpty
                    && word.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_".utf8.contains(byte)
                    }
            }
    }
}
