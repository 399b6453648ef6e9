extension UnitReader {
    /// One mail.
    func readMail(_ reader: HeadReader, _ document: Document) throws(Halt) {
        try readMessage(MailStream(LineReader(reader.rewound()), isMailbox: false), document)
    }

    /// A mailbox: mails one after another, each behind a line `From `.
    func readMailbox(_ reader: HeadReader, _ document: Document) throws(Halt) {
        let lines = LineReader(reader.rewound())
        var number = 0
        while let separator = try lines.next() {
            guard separator.isStart, separator.bytes.starts(with: MailStream.separator) else { continue }
            number += 1
            try budget.enter()
            var message = document
            message.path.append("message \(number)")
            let stream = MailStream(lines, isMailbox: true)
            try contain(message) { () throws(Halt) in try readMessage(stream, message) }
            // What a damaged message left, up to the next one.
            while try stream.next() != nil || stream.nextPart() {}
        }
    }

    private func readMessage(_ stream: MailStream, _ document: Document) throws(Halt) {
        let header = try MailHeader(stream)
        output.begin(TextPart(path: document.path, locator: .mark))
        var buffer = TextBuffer(output)
        buffer.mark("mail header")
        for field in header.fields { buffer.append("\(field.name): \(EncodedWords.decoded(field.value))\n") }
        buffer.flush()
        output.end()
        if header.isCut { note(document, "header-too-long") }
        try readEntity(header, stream, document)
    }

    /// The content behind a header: parts, another mail, or one document.
    private func readEntity(_ header: MailHeader, _ stream: MailStream, _ document: Document) throws(Halt) {
        try budget.enter()
        let type = header.type
        if type.hasPrefix("multipart/"), let boundary = header.parameter("boundary", of: "content-type"),
            !boundary.isEmpty
        {
            guard stream.depth < 32 else { throw .document("archive-too-deep", ["limit": "32"]) }
            if type == "multipart/encrypted" { note(document, "document-encrypted", ["format": "OpenPGP"]) }
            try readParts(stream, boundary: Array(boundary.utf8), document)
            return
        }
        if type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime",
            header.parameter("smime-type", of: "content-type") != "signed-data"
        {
            note(document, "document-encrypted", ["format": "S/MIME"])
        }
        let body = MailBody(stream, transferEncoding: header["content-transfer-encoding"])
        // A body counts as a layer too: it may be a mail again.
        var inner = document.unwrapped()
        inner.charset = header.parameter("charset", of: "content-type")
        if let name = header.fileName {
            inner = document.inner(DisplayName(name).text, charset: inner.charset)
        } else if type == "message/rfc822" {
            inner = document.inner("message")
        }
        try contain(inner) { () throws(Halt) in
            if type == "message/rfc822", header["content-transfer-encoding"]?.lowercased() != "base64" {
                // The mail inside is read from the same lines, so that the outer boundaries still end it.
                guard inner.depth <= limits.archiveDepth else {
                    throw .document("archive-too-deep", ["limit": String(limits.archiveDepth)])
                }
                try readMessage(stream, inner)
            } else {
                try read(body, as: inner)
            }
        }
        try body.drain()
    }

    private func readParts(_ stream: MailStream, boundary: [UInt8], _ document: Document) throws(Halt) {
        stream.push(boundary)
        defer { stream.pop() }
        // Text before the first boundary is shown by no reader of mail, and may be put there for that reason.
        try contain(document) { () throws(Halt) in
            try readBeside(stream, document)
        }
        while stream.nextPart() {
            let header = try MailHeader(stream)
            try readEntity(header, stream, document)
        }
    }

    private func readBeside(_ stream: MailStream, _ document: Document) throws(Halt) {
        let body = MailBody(stream, transferEncoding: nil)
        try read(body, as: document.unwrapped())
        try body.drain()
    }
}
