import Testing

/// One sentence with an identity number and a Chinese name, hidden in every format there is.
enum Samples {
    static let identity = "A123456(3)"
    static let name = "陳大文"

    /// A way to hide the sentence: the file's name and the Python program that makes it.
    struct Sample: CustomTestStringConvertible, Sendable {
        let file: String
        let program: String

        var testDescription: String { file }
    }

    /// What every program begins with.
    static let prelude = #"""
        import base64, bz2, gzip, io, lzma, sqlite3, subprocess, sys, tarfile, zipfile
        S = 'HKID of CHAN TAI MAN is A123456(3). \u59d3\u540d\uff1a\u9673\u5927\u6587\uff0c\u9999\u6e2f\u8eab\u4efd\u8b49'
        FILLER = 'The quick brown fox jumps over the lazy dog.\n' * 40
        def put(name, data):
            with open(name, 'wb') as f: f.write(data if isinstance(data, bytes) else data.encode())
        def zipped(entries, method=zipfile.ZIP_DEFLATED):
            out = io.BytesIO()
            with zipfile.ZipFile(out, 'w', method) as z:
                for name, data in entries: z.writestr(name, data)
            return out.getvalue()
        def tarred(entries, mode='w'):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode=mode) as t:
                for name, data in entries:
                    data = data if isinstance(data, bytes) else data.encode()
                    info = tarfile.TarInfo(name); info.size = len(data)
                    t.addfile(info, io.BytesIO(data))
            return out.getvalue()
        TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        def runs(text, tag='w'):
            return ''.join('<%s:r><%s:t xml:space="preserve">%s</%s:t></%s:r>' % (tag, tag, c, tag, tag) for c in text)
        def docx(body=None, extra=[]):
            body = runs(S) if body is None else body
            return zipped([('[Content_Types].xml', TYPES),
                ('word/document.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<w:document %s><w:body><w:p>%s</w:p></w:body></w:document>' % (W, body))] + extra)
        def xlsx(sheet, strings='', extra=[], state='visible'):
            return zipped([('[Content_Types].xml', TYPES),
                ('xl/workbook.xml', '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Staff" sheetId="1" state="%s" r:id="rId1"/></sheets></workbook>' % state),
                ('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
                ('xl/worksheets/sheet1.xml', '<worksheet><sheetData>%s</sheetData></worksheet>' % sheet),
                ('xl/sharedStrings.xml', '<sst>%s</sst>' % strings)] + extra)
        def pptx(slide):
            return zipped([('[Content_Types].xml', TYPES), ('ppt/presentation.xml', '<p:presentation/>'), ('ppt/slides/slide1.xml', slide)])
        def pdf(text, attachment=None):
            ascii = ''.join(c if ord(c) < 128 else '?' for c in text)
            ascii = ascii.replace('\\', '\\\\').replace('(', '\\(').replace(')', '\\)')
            stream = ('BT /F1 12 Tf 72 720 Td (%s) Tj ET' % ascii).encode() if text else b''
            objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
                b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
                b'<</Length %d>>stream\n%s\nendstream' % (len(stream), stream),
                b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
            if attachment:
                objects[0] = b'<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>'
                objects += [b'<</Type/Filespec/F(a.docx)/UF(a.docx)/EF<</F 7 0 R>>>>',
                    b'<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream' % (len(attachment), attachment)]
            out = b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'; places = []
            for i, o in enumerate(objects):
                places.append(len(out)); out += b'%d 0 obj\n%s\nendobj\n' % (i + 1, o)
            start = len(out)
            out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % p for p in places)
            return out + b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, start)
        def database(path=None, blob=None):
            import os
            path = path or 'scratch.db'
            c = sqlite3.connect(path)
            c.execute('CREATE TABLE "staff list" (id INTEGER PRIMARY KEY, note TEXT, file BLOB)')
            c.execute('INSERT INTO "staff list" (note, file) VALUES (?, ?)', (None if blob else S, blob))
            c.commit(); c.close()
            data = open(path, 'rb').read()
            os.unlink(path)
            return data
        def eml(body, headers=''):
            return 'From: a@example.test\r\nTo: b@example.test\r\nMIME-Version: 1.0\r\nMessage-ID: <1@example.test>\r\n' + headers + '\r\n' + body
        def attached(name, data):
            return eml('--XX\r\nContent-Type: text/plain\r\n\r\nsee attached\r\n--XX\r\nContent-Type: application/octet-stream\r\n'
                'Content-Disposition: attachment; filename="%s"\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--XX--\r\n'
                % (name, base64.encodebytes(data).decode()), 'Content-Type: multipart/mixed; boundary="XX"\r\n')

        """#

    static let all: [Sample] = plain + office + sheets + containers + mails

    private static let plain: [Sample] = [
        Sample(file: "utf8.txt", program: "put('utf8.txt', FILLER + S)"),
        Sample(file: "bom.txt", program: "put('bom.txt', b'\\xef\\xbb\\xbf' + S.encode())"),
        Sample(file: "utf16le.txt", program: "put('utf16le.txt', b'\\xff\\xfe' + S.encode('utf-16-le'))"),
        Sample(file: "utf16be.txt", program: "put('utf16be.txt', b'\\xfe\\xff' + S.encode('utf-16-be'))"),
        Sample(file: "unmarked16.txt", program: "put('unmarked16.txt', S.encode('utf-16-le'))"),
        Sample(file: "utf32.txt", program: "put('utf32.txt', S.encode('utf-32'))"),
        Sample(file: "big5.txt", program: "put('big5.txt', (FILLER + S).encode('big5hkscs'))"),
        Sample(file: "big5late.txt", program: "put('big5late.txt', (FILLER * 500 + S).encode('big5hkscs'))"),
        Sample(
            file: "gb18030.txt",
            program: "put('gb18030.txt', (S + '\\u8fd9\\u662f\\u4e2d\\u56fd\\u7684\\u6587\\u4ef6').encode('gb18030'))"),
        Sample(
            file: "rows.csv", program: "put('rows.csv', 'id,name\\r\\n1,\"%s\"\\r\\n2,x\\r\\n' % S.replace(',', ' '))"),
        Sample(file: "object.json", program: "put('object.json', '{\"note\": \"%s\"}' % S)"),
        Sample(
            file: "dump.sql",
            program: "put('dump.sql', \"CREATE TABLE t (a text);\\nINSERT INTO t VALUES ('%s');\\n\" % S)"),
        Sample(
            file: "page.html",
            program:
                "put('page.html', '<!DOCTYPE html><html><body><p>' + S.replace('A123', '<b>A1</b>2<i>3</i>').replace('(3)', '&#40;3&rpar;') + '</p></body></html>')"
        ),
        Sample(file: "field.html", program: "put('field.html', '<html><input type=\"text\" value=\"%s\"></html>' % S)"),
        Sample(
            file: "big5.html",
            program:
                "put('big5.html', ('<html><head><meta charset=\"big5\"></head><body>' + S + '</body></html>').encode('big5hkscs'))"
        ),
        Sample(
            file: "note.rtf",
            program:
                "put('note.rtf', '{\\\\rtf1\\\\ansi\\\\ansicpg950{\\\\fonttbl{\\\\f0 Arial;}}\\\\f0 ' + ''.join(c if ord(c) < 128 else '\\\\u%d?' % (ord(c) if ord(c) < 32768 else ord(c) - 65536) for c in S) + '\\\\par}')"
        ),
        Sample(file: "page.pdf", program: "put('page.pdf', pdf(S))"),
        Sample(
            file: "program.bin",
            program: "put('program.bin', bytes(range(256)) + b'\\0' + S.encode() + b'\\0' * 9 + bytes(range(256)))"),
        Sample(
            file: "wide.bin",
            program:
                "put('wide.bin', bytes(range(255)) + b'\\0\\0' + S.encode('utf-16-le') + b'\\0' * 9 + bytes(range(256)))"
        ),
        Sample(file: "data.sqlite", program: "put('data.sqlite', database())"),
    ]

    private static let office: [Sample] = [
        Sample(file: "runs.docx", program: "put('runs.docx', docx())"),
        Sample(
            file: "deleted.docx",
            program:
                "put('deleted.docx', docx(runs('nothing') + '<w:del w:id=\"1\"><w:r><w:delText>' + S + '</w:delText></w:r></w:del>'))"
        ),
        Sample(
            file: "comment.docx",
            program:
                "put('comment.docx', docx('', [('word/comments.xml', '<w:comments %s><w:comment><w:p>%s</w:p></w:comment></w:comments>' % (W, runs(S)))]))"
        ),
        Sample(
            file: "header.docx",
            program:
                "put('header.docx', docx('', [('word/header1.xml', '<w:hdr %s><w:p>%s</w:p></w:hdr>' % (W, runs(S)))]))"
        ),
        Sample(
            file: "properties.docx",
            program: "put('properties.docx', docx('', [('docProps/core.xml', '<cp><dc:title>%s</dc:title></cp>' % S)]))"
        ),
        Sample(
            file: "picture.docx",
            program: "put('picture.docx', docx('<wp:docPr id=\"1\" descr=\"%s\"/>' % S))"),
        Sample(
            file: "embedded.docx",
            program:
                "put('embedded.docx', docx('', [('word/embeddings/a.xlsx', xlsx('<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>%s</t></is></c></row>' % S))]))"
        ),
        Sample(
            file: "shared.xlsx",
            program:
                "put('shared.xlsx', xlsx('<row r=\"1\"><c r=\"B1\" t=\"s\"><v>1</v></c></row>', '<si><t>x</t></si><si>%s</si>' % ''.join('<r><t>%s</t></r>' % c for c in S)))"
        ),
        Sample(
            file: "hidden.xlsx",
            program:
                "put('hidden.xlsx', xlsx('<row r=\"3\"><c r=\"C3\" t=\"str\"><v>%s</v></c></row>' % S, state='veryHidden'))"
        ),
        Sample(
            file: "comment.xlsx",
            program:
                "put('comment.xlsx', xlsx('', extra=[('xl/comments1.xml', '<comments><comment ref=\"A1\"><text><r><t>%s</t></r></text></comment></comments>' % S)]))"
        ),
        Sample(
            file: "pivot.xlsx",
            program:
                "put('pivot.xlsx', xlsx('', extra=[('xl/pivotCache/pivotCacheDefinition1.xml', '<d><sharedItems><s v=\"%s\"/></sharedItems></d>' % S)]))"
        ),
        Sample(
            file: "slide.pptx",
            program: "put('slide.pptx', pptx('<p:sld><a:p>%s</a:p></p:sld>' % runs(S, 'a')))"),
        Sample(
            file: "text.odt",
            program:
                "put('text.odt', zipped([('mimetype', 'application/vnd.oasis.opendocument.text'), ('content.xml', '<office:document-content><text:p>%s</text:p></office:document-content>' % ''.join('<text:span>%s</text:span>' % c for c in S))]))"
        ),
    ]

    private static let sheets: [Sample] = [
        Sample(
            file: "table.ods",
            program:
                "put('table.ods', zipped([('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), ('content.xml', '<o><table:table table:name=\"T\"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row></table:table></o>' % S)]))"
        )
    ]

    private static let containers: [Sample] = [
        Sample(file: "a.zip", program: "put('a.zip', zipped([('b.txt', S)]))"),
        Sample(file: "stored.zip", program: "put('stored.zip', zipped([('b.txt', S)], zipfile.ZIP_STORED))"),
        Sample(file: "a.tar", program: "put('a.tar', tarred([('b.txt', S)]))"),
        Sample(file: "a.tar.gz", program: "put('a.tar.gz', gzip.compress(tarred([('b.txt', S)])))"),
        Sample(file: "a.gz", program: "put('a.gz', gzip.compress(S.encode()) + gzip.compress(FILLER.encode()))"),
        Sample(file: "a.xz", program: "put('a.xz', lzma.compress(S.encode()))"),
        Sample(file: "a.bz2", program: "put('a.bz2', bz2.compress(S.encode()))"),
        Sample(
            file: "a.zst", program: "put('t', S); subprocess.check_call(['zstd', '-q', '--rm', 't', '-o', 'a.zst'])"),
        Sample(
            file: "a.7z",
            program: "put('t.txt', S); subprocess.check_call(['7z', 'a', '-bso0', '-sdel', 'a.7z', 't.txt'])"),
        Sample(
            file: "nested.zip",
            program:
                "put('nested.zip', zipped([('in.zip', zipped([('in.tar.xz', lzma.compress(tarred([('d.docx', docx())])))]))]))"
        ),
        Sample(file: "pdf.zip", program: "put('pdf.zip', zipped([('in.pdf', pdf(S))]))"),
        Sample(file: "carrier.pdf.gz", program: "put('carrier.pdf.gz', gzip.compress(pdf('see attached', docx())))"),
        Sample(file: "db.tar.bz2", program: "put('db.tar.bz2', bz2.compress(tarred([('in.db', database())])))"),
        Sample(file: "blob.db", program: "put('blob.db', database(blob=docx()))"),
        Sample(file: "noname", program: "put('noname', zipped([('b', S)]))"),
        Sample(file: "liar.jpg", program: "put('liar.jpg', zipped([('b.png', S)]))"),
    ]

    private static let mails: [Sample] = [
        Sample(
            file: "base64.eml",
            program:
                "put('base64.eml', eml(base64.encodebytes(S.encode('big5hkscs')).decode(), 'Content-Type: text/plain; charset=Big5\\r\\nContent-Transfer-Encoding: base64\\r\\n'))"
        ),
        Sample(
            file: "quoted.eml",
            program:
                "import quopri\nput('quoted.eml', eml(quopri.encodestring(S.encode()).decode(), 'Content-Type: text/plain; charset=utf-8\\r\\nContent-Transfer-Encoding: quoted-printable\\r\\n'))"
        ),
        Sample(
            file: "subject.eml",
            program:
                "put('subject.eml', eml('hello', 'Subject: =?utf-8?B?%s?=\\r\\n' % base64.b64encode(S.encode()).decode()))"
        ),
        Sample(file: "attached.eml", program: "put('attached.eml', attached('a.docx', docx()))"),
        Sample(
            file: "forwarded.eml",
            program:
                "put('forwarded.eml', eml('--YY\\r\\nContent-Type: message/rfc822\\r\\n\\r\\n' + attached('a.zip', zipped([('a.txt', S)])) + '\\r\\n--YY--\\r\\n', 'Content-Type: multipart/mixed; boundary=YY\\r\\n'))"
        ),
        Sample(
            file: "box.mbox",
            program:
                "m = 'From a@example.test Mon Jan  5 10:00:00 2026\\n' + eml('first\\n\\n').replace('\\r', '')\nput('box.mbox', m + 'From b@example.test Mon Jan  5 10:00:00 2026\\n' + attached('a.txt', S.encode()).replace('\\r', ''))"
        ),
    ]
}
