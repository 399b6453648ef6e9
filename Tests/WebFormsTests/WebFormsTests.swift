import Testing
import WebForms

@Suite(.timeLimit(.minutes(10))) struct WebFormsTests {
    @Test func aFormIsReadAsBrowsersWriteIt() throws {
        let form = try FormFields(urlEncoded: Array("name=+Harbour+%E6%B8%AF%26+&empty=&flag&name=second".utf8))
        #expect(form["name"] == "Harbour 港&" && form.raw("name") == " Harbour 港& ")
        #expect(form["empty"] == nil && form.raw("empty") == "" && form.raw("flag") == "" && form["no"] == nil)
        #expect(form.fields.count == 4)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%c3=a"])
    func whatIsNotTextIsRefused(body: String) {
        #expect(throws: FormFields.Problem.notText) { try FormFields(urlEncoded: Array(body.utf8)) }
    }

    @Test func moreFieldsThanAFormHasAreRefused() {
        let body = Array(repeating: "a=b", count: FormFields.limit + 1).joined(separator: "&")
        #expect(throws: FormFields.Problem.tooMany) { try FormFields(urlEncoded: Array(body.utf8)) }
    }

    private static let type = "multipart/form-data; boundary=----x"

    private static func body(_ parts: [String]) -> [UInt8] {
        Array((parts.map { "------x\r\n\($0)\r\n" }.joined() + "------x--\r\n").utf8)
    }

    @Test func filesAndFieldsComeApart() throws {
        let form = try MultipartForm(
            Self.body([
                "Content-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a; b.json\"\r\nContent-Type: text/plain\r\n\r\n{\r\n--}\r\n",
            ]), contentType: Self.type)
        #expect(form.fields["csrf"] == "token")
        let file = try #require(form.files.first)
        #expect(file.field == "file" && Array(file.bytes) == Array("{\r\n--}\r\n".utf8))
    }

    @Test(arguments: [
        ("", type), ("------x", type), ("------x\r\n", type), ("------x--", "text/plain"),
        ("------x--", "multipart/form-data"), ("------x--", "multipart/form-data; boundary="),
        ("------xContent-Disposition: form-data; name=a\r\n\r\nb\r\n------x--", type),
    ])
    func whatIsNotMultipartIsRefused(body: String, contentType: String) {
        #expect(throws: MultipartForm.Problem.notMultipart) {
            try MultipartForm(Array(body.utf8), contentType: contentType)
        }
    }

    @Test func partsHaveLimits() {
        let part = "Content-Disposition: form-data; name=a\r\n\r\nb"
        #expect(throws: MultipartForm.Problem.tooMany) {
            try MultipartForm(Self.body(Array(repeating: part, count: 51)), contentType: Self.type)
        }
        for bad in ["X: \(String(repeating: "y", count: 5000))\r\n\r\n", "no headers", "X: y\r\n\r\nz"] {
            #expect(throws: MultipartForm.Problem.badPart) {
                try MultipartForm(Self.body([bad]), contentType: Self.type)
            }
        }
    }
}
