/// Recognises mails and mailboxes by their first lines.
enum MailShape {
    /// Header fields that hardly anything but a mail begins with.
    private static let telling: Set<String> = [
        "received", "return-path", "delivered-to", "message-id", "mime-version", "from", "to", "cc", "bcc", "subject",
        "date", "reply-to", "sender", "content-type", "content-transfer-encoding", "dkim-signature", "x-mailer",
        "x-originating-ip", "importance", "in-reply-to", "references", "authentication-results",
    ]

    static func type(of head: UnsafeRawBufferPointer) -> ContentType? {
        let sample = head.prefix(16 << 10)
        var rest = sample[...]
        let isMailbox = sample.starts(with: MailStream.separator)
        if isMailbox { rest = rest.drop { $0 != 0x0A }.dropFirst() }
        var found: Set<String> = []
        while !rest.isEmpty {
            var line = rest.prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            // The last line may be cut by the sample.
            guard line.endIndex < sample.endIndex || sample.count == head.count else { break }
            if line.last == 0x0D { line = line.dropLast() }
            if line.isEmpty { break }
            if let first = line.first, first == 0x20 || first == 9 {
                if found.isEmpty { return nil }
                continue
            }
            // Every line of a header is `Name: value`.
            guard let colon = line.prefix(80).firstIndex(of: 0x3A), colon > line.startIndex,
                line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            if telling.contains(name) { found.insert(name) }
        }
        let sure = !found.isDisjoint(with: ["received", "message-id", "mime-version", "return-path", "delivered-to"])
        guard found.count >= (sure || isMailbox ? 2 : 3) else { return nil }
        return isMailbox ? .mailbox : .mail
    }
}
