"""Writes real documents with nothing but the standard library: Word, Excel, PDF, mail, archives."""
import gzip
import io
import tarfile
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

MOMENT = (2026, 9, 1, 9, 0, 0)


def package(path, parts):
    """A ZIP whose bytes depend on its parts alone."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _root(target):
    return (f'<?xml version="1.0"?><Relationships xmlns="{RELATIONSHIPS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{target}"/></Relationships>')


def word(path, paragraphs, deleted=()):
    """A Word document; each paragraph is split into runs in its middle, as word processors do."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = ""
    for text in paragraphs:
        half = len(text) // 2
        runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:half], text[half:]))
        body += f"<w:p>{runs}</w:p>"
    for text in deleted:
        body += (f'<w:p><w:del w:id="1" w:author="clerk" w:date="2026-08-01T00:00:00Z"><w:r>'
                 f'<w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del></w:p>')
    package(path, {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _root("word/document.xml"),
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    })


def workbook(path, sheets):
    """An Excel workbook: {name: (hidden, rows)}."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts, listed, related, types = {}, "", "", ""
    for number, (name, (hidden, rows)) in enumerate(sheets.items(), 1):
        cells = "".join(
            f'<row r="{r}">' + "".join(
                f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' for c, value in enumerate(row))
            + "</row>" for r, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>')
        state = ' state="hidden"' if hidden else ""
        listed += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="r{number}"/>'
        related += f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        types += (f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.'
                  'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>')
    package(path, {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": _root("xl/workbook.xml"),
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{space}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{RELATIONSHIPS}">{related}</Relationships>',
        **parts,
    })


def pdf(path, lines):
    """A PDF of one page in Helvetica."""
    def quoted(text):
        return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    content = "BT /F1 11 Tf 14 TL 60 780 Td " + " ".join(f"({quoted(line)}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010d} 00000 n \n".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    with open(path, "wb") as file:
        file.write(out.getvalue())


def mail(path, subject, text, attachments):
    """A mail with attachments: {name: text}."""
    message = EmailMessage()
    message["From"], message["To"] = "clerk@harbour.example", "licensing@harbour.example"
    message["Subject"], message["Date"] = subject, "Tue, 01 Sep 2026 09:00:00 +0800"
    message.set_content(text, cte="base64")
    for name, content in attachments.items():
        message.add_attachment(content.encode(), maintype="text", subtype="csv", filename=name)
    message.set_boundary("harbour-boundary")
    for number, part in enumerate(message.iter_attachments()):
        part["Content-ID"] = f"<{number}@harbour.example>"
    with open(path, "wb") as file:
        file.write(bytes(message))


def tarball(path, parts):
    """A gzipped tar whose bytes depend on its parts alone."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_788_224_400
            archive.addfile(info, io.BytesIO(data))
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write(plain.getvalue())
