import CanonicalJSON
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Pages

extension Response {
    /// A page.
    static func page(_ view: some PageView, _ frame: Frame, status: HTTPResponse.Status = .ok) -> Response {
        var response = text(Page(view: view, frame: frame).html, type: "text/html; charset=utf-8", status: status)
        response.headers[.contentLanguage] = frame.language.rawValue
        return response
    }

    /// A JSON document.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) -> Response {
        text(value.canonical, type: type, status: status)
    }

    /// Text of a media type.
    static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Sends the browser to another page, by GET (RFC 9110, section 15.4.4).
    static func see(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
