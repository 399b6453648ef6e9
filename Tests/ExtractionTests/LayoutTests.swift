import Extraction
import Model
import TestSupport
import Testing

/// Where things stand: layouts, cells, pages, marks, encodings.
@Suite("Layouts and places", .timeLimit(.minutes(10)))
struct LayoutTests {
    @Test(
        "Text is laid out as its content says",
        arguments: [
            ("id,name\n1,a\n2,b\n", TextPart.Layout.delimited(0x2C, header: true)),
            ("1,a\n2,b\n3,c\n", .delimited(0x2C, header: false)),
            ("a\tb\tc\n1\t\t3\n", .delimited(0x09, header: true)),
            ("name;phone\n\"x;y\";91234567\n", .delimited(0x3B, header: true)),
            ("姓名,電話\n陳大文,91234567\n", .delimited(0x2C, header: true)),
            (
                "List of staff, restricted\n\nname,phone,age\na,91234567,3\nb,91234568,4\nc,9,5\n",
                .delimited(0x2C, header: true)
            ),
            ("# List\n\n| name | age |\n| --- | --- |\n| a | 3 |\n| b | 4 |\n| c | 5 |\n", .running),
            ("{\"a\": 1}\n{\"a\": 2}\n", .json), ("[1, 2, 3]", .json), ("[{\"a\":1}]", .json),
            ("[2026-11-24 10:00] started\n[2026-11-24 10:01] done\n", .running),
            ("-- x\nCREATE TABLE t (a int);\n", .sql), ("insert into t values (1);\n", .sql),
            ("Dear Sir, hello, you\nand so, on\nplain line\n", .running), ("one line, with a comma", .running),
            ("2026-11-24 INFO a, b\nERROR c\n", .running),
        ])
    func layouts(_ text: String, _ layout: TextPart.Layout) throws {
        let folder = TemporaryFolder()
        let sink = try extracted(folder.write("file", text))
        #expect(sink.parts.first?.description.layout == layout)
        #expect(sink.text == text)
    }

    @Test(
        "Escapes of JSON strings are resolved, its structure and its lines stay",
        arguments: [
            ("{\"\\u96fb\\u8a71\": \"\\u0032\"}\n{}", "{\"電話\": \"2\"}\n{}"),
            ("[\"a\\u0040b\\/c\"]", "[\"a@b/c\"]"), ("[\"a\\n\\tb\"]", "[\"a  b\"]"),
            ("[\"\\\"a\\\\u0041\"]", "[\"\\\"a\\\\u0041\"]"), ("[\"\\u0022\\u005c\"]", "[\"\\u0022\\u005c\"]"),
            ("[\"\\ud83d\\ude00\"]", "[\"😀\"]"), ("[\"\\ud83dx\\ude00\"]", "[\"\u{FFFD}x\u{FFFD}\"]"),
            ("[\"\\u12g4\", \"\\u12", "[\"\\u12g4\", \"\\u12"),
        ])
    func escapes(_ json: String, _ text: String) throws {
        let folder = TemporaryFolder()
        #expect(try extracted(folder.write("file.json", json)).text == text)
    }

    @Test("Sheets keep rows, columns, dates, whole numbers and hidden sheets' names")
    func sheet() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
                rows += '<row r="4"><c r="A4" t="inlineStr"><is><r><t>A12</t></r><r><t>3456(3)</t></r></is></c>'
                rows += '<c r="B4" s="1"><v>36526</v></c><c r="C4"><v>4.1111111111111E15</v></c></row>'
                styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
                put('a.xlsx', xlsx(rows, '<si><t>name</t><rPh><t>x</t></rPh></si><si><t>card</t></si>',
                    [('xl/styles.xml', styles)], 'hidden'))
                """)
        let sink = try extracted(workshop.path("a.xlsx"))
        let part = try #require(sink.parts.first)
        #expect(part.string == "name\t\tcard\n\n\nA123456(3)\t2000-01-01\t4111111111111100\n")
        #expect(part.description.locator == .cell(table: "Staff (hidden)"))
        #expect(part.description.layout == .delimited(0x09, header: false))
    }

    @Test("Paragraphs, deletions, comments and pages are marked")
    func marks() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                body = runs('one') + '</w:p><w:p>' + runs('A12') + '<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>' + runs('3456(3)')
                put('a.docx', docx(body, [('word/comments.xml', '<w:comments><w:p>%s</w:p></w:comments>' % runs('said'))]))
                put('b.pdf', pdf(S))
                """)
        let word = try #require(try extracted(workshop.path("a.docx")).parts.first)
        #expect(word.string.contains("A123456(3)"))
        #expect(word.marks == ["paragraph 1", "paragraph 2", "tracked deletion", "comment"])
        #expect(try extracted(workshop.path("b.pdf")).parts.first?.marks == ["page 1"])
    }

    @Test("Tables of a database are rows with their columns' names")
    func database() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                c = sqlite3.connect('a.db')
                c.execute('CREATE TABLE "od""d" (id INTEGER PRIMARY KEY, "full name" TEXT, n REAL, g TEXT AS (n || "!"))')
                c.execute('INSERT INTO "od""d" VALUES (7, ?, 1.5)', ('a\\tb\\nc',))
                c.execute('CREATE VIEW v AS SELECT load_extension("x")')
                c.execute('CREATE VIRTUAL TABLE f USING fts5(t)')
                c.execute("INSERT INTO f VALUES ('searchable')")
                c.commit()
                """)
        let sink = try extracted(workshop.path("a.db"))
        #expect(sink.parts[0].string == "id\tfull name\tn\tg\n7\ta b c\t1.5\t1.5!\n")
        #expect(sink.parts[0].description.locator == .cell(table: "od\"d"))
        #expect(sink.parts[0].description.layout == .delimited(0x09, header: true))
        #expect(sink.text.contains("searchable"))
    }

    @Test("Rows that were deleted are found on free pages")
    func freePages() throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                c = sqlite3.connect('a.db')
                c.execute('PRAGMA secure_delete = OFF')
                c.execute('CREATE TABLE t (a TEXT)')
                c.executemany('INSERT INTO t VALUES (?)', [(S + str(i) + 'x' * 500,) for i in range(100)])
                c.commit(); c.execute('DROP TABLE t'); c.commit()
                """)
        let sink = try extracted(workshop.path("a.db"))
        #expect(sink.parts.last?.marks == ["free pages"])
        #expect(sink.text.contains(Samples.identity))
    }

    @Test(
        "The encoding is named as it was found",
        arguments: [
            ("'x'.encode()", "UTF-8"), ("'\\u59d3\\u540d'.encode('big5')", "Big5-HKSCS"),
            ("'\\u9673\\u5927\\u6587 A123456(3)'.encode('big5')", "Big5-HKSCS"),
            ("'\\u59d3\\u540d \\u8eab\\u4efd\\u8bc1\\u53f7\\u7801'.encode('gb18030')", "GB18030"),
            ("'\\u8bf7\\u51fa\\u793a\\u8eab\\u4efd\\u8bc1'.encode('gb18030')", "GB18030"),
            ("'\\u8acb\\u51fa\\u793a\\u8eab\\u4efd\\u8b49'.encode('big5')", "Big5-HKSCS"),
            ("'caf\\xe9 na\\xefve r\\xe9sum\\xe9'.encode('latin1')", "windows-1252"),
            ("b'\\xff\\xfe' + 'x'.encode('utf-16-le')", "UTF-16LE"),
            ("'plain text here'.encode('utf-16-be')", "UTF-16BE"),
        ])
    func encodings(_ bytes: String, _ name: String) throws {
        let workshop = Workshop()
        workshop.python(Samples.prelude + "put('file.txt', \(bytes))")
        let sink = try extracted(workshop.path("file.txt"))
        #expect(sink.parts.first?.description.encoding == name)
        #expect(sink.notes.isEmpty)
    }

    @Test(
        "A character cut by the edge of a block is put together again",
        arguments: ["utf-8", "big5", "gb18030", "utf-16"])
    func edges(_ encoding: String) throws {
        let workshop = Workshop()
        // 262,144 is the size of a block: the text slides over its edge byte by byte.
        workshop.python(
            Samples.prelude + """
                t = '\\u9673\\u5927\\u6587\\u8eab\\u4efd'
                for i in range(12):
                    put('f%02d' % i, ('x' * (262134 // (2 if '\(encoding)' == 'utf-16' else 1) + i) + t * 4 + ' end').encode('\(encoding)'))
                """)
        let sink = try extracted(workshop.folder.path)
        #expect(sink.parts.count == 12)
        #expect(sink.parts.allSatisfy { $0.string.hasSuffix("x" + String(repeating: "陳大文身份", count: 4) + " end") })
        #expect(sink.notes.isEmpty)
    }

    @Test("What pages hide comes beside the visible text, which stays whole and on its line")
    func html() throws {
        let folder = TemporaryFolder()
        let sink = try extracted(
            folder.write(
                "a.html",
                "<html>\n<p>A123<span\ntitle='tip A'>456</span>(3)</p><!-- note\nB -->\n<td>x</td><td>y</td> 1 < 2 &amp; &unknown;</html>"
            ))
        let lines = sink.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(sink.text.replacing("\n", with: "").contains("A123456(3)"))
        #expect(sink.text.contains("tip A") && sink.text.contains("note") && sink.text.contains("1 < 2 & &unknown;"))
        #expect(lines[4].contains("\tx") || lines[3].contains("\tx"))
    }

    @Test(
        "A readable run in binary data is found whole at every offset from the edge of a block",
        arguments: [true, false])
    func runs(_ isWide: Bool) throws {
        let workshop = Workshop()
        workshop.python(
            Samples.prelude + """
                import random
                random.seed(7)
                noise = bytes(random.choice(b'\\x01\\x02\\x03\\xff\\xfe\\x80') for _ in range(300000))
                t = S.encode('utf-16-le' if \(isWide ? "True" : "False") else 'utf-8')
                for i in range(100, 160):
                    at = 65536 - 150 + i
                    put('f%03d' % i, noise[:at] + t + b'\\x01\\x01' + noise[at:])
                """)
        let sink = try extracted(workshop.folder.path)
        #expect(sink.parts.count == 60)
        for part in sink.parts {
            let lines = part.string.split(separator: "\n")
            #expect(lines.count { $0.contains("A123456(3). 姓名：陳大文，香港身份證") } == 1, "\(part.description.path)")
        }
    }

    @Test("Every character of Unicode goes through as it is, and bytes that are none are counted")
    func unicode() throws {
        let folder = TemporaryFolder()
        var text = ""
        for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 3) {
            if let scalar = Unicode.Scalar(value), value != 0x7F { text.unicodeScalars.append(scalar) }
        }
        let whole = try extracted(folder.write("whole.txt", text))
        #expect(whole.text == text)
        #expect(whole.notes.isEmpty)
        // Overlong, surrogate, beyond the last plane, lone trail, cut at the end.
        let wrong: [[UInt8]] = [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE9, 0x99]]
        for bytes in wrong {
            let sink = try extracted(folder.write("wrong.txt", Array(String(repeating: "香港", count: 300).utf8) + bytes))
            #expect(sink.reasons == ["extraction.undecodable"])
            #expect(sink.text.hasPrefix(String(repeating: "香港", count: 300)))
        }
    }
}
