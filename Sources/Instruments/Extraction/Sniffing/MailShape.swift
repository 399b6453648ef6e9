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
        var lines = sample.split(separator: 0x0A, maxSplits: 200, omittingEmptySubsequences: false)[...]
        let isMailbox = lines.first.map { $0.starts(with: Array("From ".utf8)) } ?? false
        if isMailbox { lines = lines.dropFirst() }
        var found: Set<String> = []
        for line in lines {
            let text = line.last == 0x0D ? line.dropLast() : line
            if text.isEmpty { break }
            if let first = text.first, first == 0x20 || first == 9 {
                if found.isEmpty { return nil }
                continue
            }
            // Every line of a header is `Name: value`; the last one may be cut by the sample.
            guard let colon = text.firstIndex(of: 0x3A), colon > text.startIndex,
                text[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else {
                if line.endIndex == sample.endIndex { break }
                return nil
            }
            let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
            if telling.contains(name) { found.insert(name) }
        }
        let sure = !found.isDisjoint(with: ["received", "message-id", "mime-version", "return-path", "delivered-to"])
        guard found.count >= (sure || isMailbox ? 2 : 3) else { return nil }
        return isMailbox ? .mailbox : .mail
    }
}
