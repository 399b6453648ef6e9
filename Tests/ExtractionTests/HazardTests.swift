import Extraction
import Glibc
import Model
import TestSupport
import Testing

/// Files that are made to hurt: each ends with a reason, within its limits.
@Suite("Hazards", .timeLimit(.minutes(10)))
struct HazardTests {
    @Test("Fifty archives inside one another stop at the depth limit")
    func deepNest() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                data = S.encode()
                for i in range(50): data = zipped([('in%d.zip' % i, data)])
                put('deep.zip', data)
                """)
        let sink = try extracted(workshop.path("deep.zip"))
        #expect(sink.reasons == ["extraction.archive-too-deep"])
        #expect(!sink.text.contains(Samples.identity))
    }

    @Test("Eight compressed layers are read, a ninth is not", arguments: [8, 9])
    func layers(_ count: Int) throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                data = S.encode()
                for i in range(\(count)): data = gzip.compress(data)
                put('layers', data)
                """)
        let sink = try extracted(workshop.path("layers"))
        #expect(sink.text.contains(Samples.identity) == (count == 8))
        #expect(sink.reasons == (count == 8 ? [] : ["extraction.archive-too-deep"]))
    }

    @Test(
        "Mails inside mails, and preambles that are mails, stop at the depth limit",
        arguments: ["body", "preamble", "part"])
    func deepMail(_ kind: String) throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                data = S
                for i in range(3000):
                    if '\(kind)' == 'body': data = eml(data)
                    if '\(kind)' == 'preamble': data = eml(data, 'Content-Type: multipart/mixed; boundary=B%d\\r\\n' % i)
                    if '\(kind)' == 'part': data = eml('--B%d\\r\\n\\r\\n%s\\r\\n--B%d--' % (i, data, i), 'Content-Type: multipart/mixed; boundary=B%d\\r\\n' % i)
                put('deep.eml', data)
                """)
        let sink = try extracted(workshop.path("deep.eml"))
        #expect(sink.reasons.contains("extraction.archive-too-deep"))
        #expect(sink.disorder == nil)
    }

    @Test("A bomb stops by its ratio, and text found before it stays", arguments: ["zip", "gz", "xz", "bz2"])
    func bomb(_ kind: String) throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                zeros = b'\\0' * (16 << 20)
                if '\(kind)' == 'zip': put('bomb', zipped([('a.txt', S)] + [('z%d' % i, zeros) for i in range(4)]))
                if '\(kind)' == 'gz': put('bomb', tarred([('a.txt', S), ('z', zeros * 3)], 'w:gz'))
                if '\(kind)' == 'xz': put('bomb', tarred([('a.txt', S), ('z', zeros * 3)], 'w:xz'))
                if '\(kind)' == 'bz2': put('bomb', tarred([('a.txt', S), ('z', zeros * 3)], 'w:bz2'))
                """)
        var limits = ExtractionLimits()
        limits.ratioFloor = 16 << 20
        let sink = try extracted(workshop.path("bomb"), limits: limits)
        #expect(sink.text.contains(Samples.identity))
        #expect(sink.reasons.contains("extraction.expansion-ratio"))
    }

    @Test("An archive that expands beyond the limit stops, even without a high ratio")
    func expandedLimit() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + "import os\nput('a.zip', zipped([(str(i), os.urandom(100000)) for i in range(30)]))")
        var limits = ExtractionLimits()
        limits.bytesExpanded = 1 << 20
        #expect(try extracted(workshop.path("a.zip"), limits: limits).reasons.last == "extraction.expanded-limit")
    }

    @Test("Too many entries stop an archive")
    func entries() throws {
        let workshop = Workshop()
        workshop.python(Samples.prelude + "put('a.zip', zipped([(str(i), 'x') for i in range(200)]))")
        var limits = ExtractionLimits()
        limits.entries = 100
        let sink = try extracted(workshop.path("a.zip"), limits: limits)
        #expect(sink.reasons == ["extraction.too-many-entries"])
        #expect(sink.parts.count == 100)
        // A directory far beyond the limit is not even loaded: entries are read in order.
        limits.entries = 3
        let few = try extracted(workshop.path("a.zip"), limits: limits)
        #expect(few.reasons == ["extraction.too-many-entries"])
        #expect(few.parts.count == 3)
    }

    @Test("Notes without end are counted")
    func manyNotes() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + "put('a.zip', zipped([(str(i), b'\\x89PNG\\r\\n\\x1a\\n') for i in range(500)]))")
        let sink = try extracted(workshop.path("a.zip"))
        #expect(sink.notes.count == 201)
        #expect(sink.notes.last?.reason == Message("extraction.more-not-scanned", ["count": "300"]))
    }

    @Test("A sparse file of 10 GB gives what stands at its end")
    func sparse() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                with open('sparse.txt', 'wb') as f:
                    f.write(FILLER.encode()); f.seek(10 << 30); f.write(S.encode())
                with open('hole', 'wb') as f: f.truncate(10 << 30)
                """)
        let sink = try extracted(workshop.folder.path)
        #expect(sink.text.contains(Samples.identity))
        #expect(sink.notes.isEmpty, "\(sink.notes)")
    }

    @Test("Encrypted things are not scanned, and say so")
    func encrypted() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                put('t.txt', S)
                subprocess.check_call(['zip', '-q', '-P', 'secret', 'a.zip', 't.txt'])
                subprocess.check_call(['7z', 'a', '-bso0', '-psecret', 'b.7z', 't.txt'])
                subprocess.check_call(['7z', 'a', '-bso0', '-psecret', '-mhe=on', 'c.7z', 't.txt'])
                import os; os.unlink('t.txt')
                put('d.docx', b'\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1' + b'\\0' * 600 + 'EncryptedPackage'.encode('utf-16-le'))
                put('e.asc', '-----BEGIN PGP MESSAGE-----\\n\\nhQEMA\\n')
                put('f.eml', eml('AAAA', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data\\r\\nContent-Transfer-Encoding: base64\\r\\n'))
                """)
        let sink = try extracted(workshop.folder.path)
        #expect(!sink.text.contains(Samples.identity))
        let byFile = Dictionary(grouping: sink.notes, by: { $0.path[0] }).mapValues { $0.map(\.reason.id) }
        #expect(byFile["a.zip"] == ["extraction.entry-encrypted"])
        #expect(byFile["b.7z"] == ["extraction.entry-encrypted"])
        #expect(byFile["c.7z"] == ["extraction.entry-encrypted"])
        #expect(byFile["d.docx"] == ["extraction.document-encrypted"])
        #expect(byFile["e.asc"] == ["extraction.document-encrypted"])
        #expect(byFile["f.eml"]?.first == "extraction.document-encrypted")
    }

    @Test("What has no reader, or is damaged, is named")
    func notRead() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                put('a.png', b'\\x89PNG\\r\\n\\x1a\\n' + b'x' * 100)
                put('b.zip', zipped([('t.txt', S * 1000)], zipfile.ZIP_STORED)[:2000])
                put('c.sqlite', database()[:5000] + b'\\xff' * 4000)
                put('d.pdf', b'%PDF-1.4\\nnothing')
                put('e.pdf', pdf(''))
                put('i.pdf', pdf(S).replace(b'/F1 5 0 R', b'/F2 5 0 R'))
                put('f.gz', gzip.compress(S.encode() * 100)[:-20])
                put('g.doc', b'\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1' + b'\\0' * 600 + S.encode('utf-16-le'))
                put('h.txt', '\\u9999\\u6e2f'.encode() * 100 + b'\\xff\\xfe\\xfd' + S.encode())
                """)
        let sink = try extracted(workshop.folder.path)
        let byFile = Dictionary(grouping: sink.notes, by: { $0.path[0] }).mapValues { $0.map(\.reason.id) }
        #expect(byFile["a.png"] == ["extraction.no-reader"])
        #expect(byFile["b.zip"]?.contains("extraction.archive-damaged") == true)
        #expect(byFile["c.sqlite"]?.contains("extraction.document-damaged") == true)
        #expect(byFile["d.pdf"] == ["extraction.document-damaged"])
        #expect(byFile["e.pdf"] == ["extraction.pdf-no-text"])
        #expect(byFile["i.pdf"]?.contains("extraction.pdf-fonts-missing") == true)
        #expect(byFile["f.gz"] == ["extraction.archive-damaged"])
        #expect(byFile["g.doc"] == ["extraction.runs-only"])
        #expect(byFile["h.txt"] == ["extraction.undecodable"])
        for file in ["b.zip", "g.doc", "h.txt"] {
            let text = sink.parts.filter { $0.description.path[0] == file }.map(\.string).joined()
            #expect(text.contains(Samples.identity), "\(file)")
        }
    }

    @Test("Names with control characters are made visible")
    func names() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                put('a\\x1b[31m\\nb.txt', S)
                put('c.zip', zipped([('../../etc/\\u202egnp.txt', S)]))
                open(b'd\\xff\\xa4\\xa4.txt', 'w').write(S)
                """)
        let sink = try extracted(workshop.folder.path)
        #expect(sink.parts.count == 3)
        #expect(sink.parts[0].description.path == ["a\\u{1b}[31m\\u{a}b.txt"])
        #expect(sink.parts[1].description.path == ["c.zip", "../../etc/\\u{202e}gnp.txt"])
        #expect(sink.parts.allSatisfy { $0.string.contains(Samples.identity) })
    }

    @Test(
        "Chinese names are read from every kind of archive, whatever the locale",
        arguments: ["zip", "big5.zip", "7z", "tar"])
    func chineseNames(_ kind: String) throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                n = '\\u9673\\u5927\\u6587'
                if '\(kind)' == 'zip': put('a', zipped([(n + '.txt', S)]))
                if '\(kind)' == 'big5.zip': put('a', zipped([('XXXXXX.txt', S)]).replace(b'XXXXXX', n.encode('big5')))
                if '\(kind)' == 'tar': put('a', tarred([(n + '.txt', S)]))
                if '\(kind)' == '7z':
                    put(n + '.txt', S)
                    subprocess.check_call(['7z', 'a', '-bso0', '-sdel', 'a.7z', n + '.txt'], env={'LC_ALL': 'C.UTF-8', 'PATH': '/usr/bin:/bin'})
                    import os; os.rename('a.7z', 'a')
                """)
        #expect(try extracted(workshop.path("a")).parts.first?.description.path == ["a", "陳大文.txt"])
    }

    @Test("One line of 100 MB goes through in small blocks")
    func longLine() throws {
        let workshop = Workshop()
        workshop.shell("(head -c 100000000 /dev/zero | tr '\\0' x; printf ' \(Samples.identity)') > line.txt")
        struct Counter: TextSink {
            var largest = 0
            var total = 0
            mutating func begin(_ part: TextPart) {}
            mutating func append(_ utf8: UnsafeRawBufferPointer) {
                largest = max(largest, utf8.count)
                total += utf8.count
            }
            mutating func mark(_ name: String) {}
            mutating func end() {}
            mutating func notScanned(path: [String], reason: Message) { total = -1 }
        }
        var counter = Counter()
        for case .unit(let unit) in try Extractor().units(of: workshop.path("line.txt")) {
            Extractor().extract(unit, into: &counter)
        }
        #expect(counter.total == 100_000_011)
        #expect(counter.largest <= 1 << 20)
    }

    @Test("A file that grows or shrinks while it is read says so", arguments: [true, false])
    func moving(_ grows: Bool) throws {
        let workshop = Workshop()
        let file = workshop.folder.write("log.txt", String(repeating: "line\n", count: 200_000))
        struct Mover: TextSink {
            let file: String
            let grows: Bool
            var reasons: [String] = []
            mutating func begin(_ part: TextPart) {
                if grows {
                    let descriptor = open(file, O_WRONLY | O_APPEND)
                    _ = write(descriptor, "more", 4)
                    close(descriptor)
                } else {
                    truncate(file, 300_000)
                }
            }
            mutating func append(_ utf8: UnsafeRawBufferPointer) {}
            mutating func mark(_ name: String) {}
            mutating func end() {}
            mutating func notScanned(path: [String], reason: Message) { reasons.append(reason.id) }
        }
        var mover = Mover(file: file, grows: grows)
        for case .unit(let unit) in try Extractor().units(of: file) { Extractor().extract(unit, into: &mover) }
        #expect(mover.reasons == [grows ? "extraction.grew" : "extraction.shrank"])
    }

    @Test("A nested document too large to hold is named, an archive is read in order all the same")
    func tooLargeToHold() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                import os
                put('a.zip', zipped([('in.pdf', pdf(S) + os.urandom(400000)),
                    ('in.zip', zipped([('x', os.urandom(400000)), ('b.txt', S)]))]))
                """)
        var limits = ExtractionLimits()
        limits.bytesHeld = 300_000
        let sink = try extracted(workshop.path("a.zip"), limits: limits)
        #expect(sink.reasons.first == "extraction.nested-too-large")
        #expect(sink.parts.last?.description.path == ["a.zip", "in.zip", "b.txt"])
        #expect(sink.text.contains(Samples.identity))
    }

    @Test("Entities do not expand, and a document type reaches nowhere")
    func entities() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "AAAA"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
                put('a.docx', zipped([('[Content_Types].xml', TYPES), ('word/document.xml', bomb + '<w:p><w:t>&a;&b;%s</w:t></w:p>' % S)]))
                """)
        let sink = try extracted(workshop.path("a.docx"))
        #expect(sink.text.contains("&a;&b;HKID"))
        #expect(!sink.text.contains("AAAA") && !sink.text.contains("root:"))
    }

    @Test("Time that is over stops a file, memory that is missing stops a child, and both are said")
    func timeAndMemory() throws {
        let workshop = Workshop()
        workshop.python(Samples.prelude + "put('a.zip', zipped([('b.txt', S)]))\nput('b.pdf', pdf(S))")
        var limits = ExtractionLimits()
        limits.seconds = 0
        #expect(try extracted(workshop.path("a.zip"), limits: limits).reasons == ["extraction.time-limit"])
        limits = ExtractionLimits()
        limits.childMemory = 1 << 20
        #expect(try extracted(workshop.path("b.pdf"), limits: limits).reasons == ["extraction.document-damaged"])
    }
}
