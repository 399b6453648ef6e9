import CCurlShim
import Glibc
public import Model

/// The house's one HTTP client, on libcurl: it blocks, so call it from a thread of your own.
public enum Outbound {
    private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Sends a request and takes the answer.
    ///
    /// - Throws: `Fault`: `outbound.bad-url`, `outbound.bad-field`, `outbound.out-of-scope`, `outbound.unresolved`, `outbound.refused`,
    ///   `outbound.timeout`, `outbound.too-large`, `outbound.tls` or `outbound.no-answer`.
    public static func send(_ request: OutboundRequest) throws(Fault) -> OutboundResponse {
        for field in request.post?.fields ?? [] where !field.isPlain {
            throw Fault("outbound.bad-field", ["name": field.name])
        }
        guard library == CURLE_OK, let handle = curl_easy_init() else { throw fault("no-answer", request) }
        defer { curl_easy_cleanup(handle) }
        let transfer = Transfer(request)
        // libcurl holds the transfer by address, without counting: it must outlive every call below.
        return try withExtendedLifetime(transfer) { () throws(Fault) -> OutboundResponse in
            try perform(request, handle, transfer)
        }
    }

    private static func perform(
        _ request: OutboundRequest, _ handle: UnsafeMutableRawPointer, _ transfer: Transfer
    ) throws(Fault) -> OutboundResponse {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        var keeper = seawall_curl_gatekeeper(gate: outboundGate, context: context)
        var dials: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(dials) }
        if let dial = request.dial {
            let host = dial.host.contains(":") ? "[\(dial.host)]" : dial.host
            dials = curl_slist_append(nil, "::\(host):\(dial.port)")
        }
        var fields: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(fields) }
        for line in lines(request) { fields = curl_slist_append(fields, line) }
        let code = withUnsafePointer(to: &keeper) { keeper in
            seawall_curl_set_gate(handle, keeper)
            seawall_curl_set_body_sink(handle, outboundBody, context)
            seawall_curl_set_header_sink(handle, outboundHeader, context)
            for (option, text) in texts(request) {
                // An option that this libcurl does not take must not be left out in silence.
                let code = seawall_curl_set_text(handle, option, text)
                guard code == CURLE_OK else { return code }
            }
            for (option, number) in numbers(request) {
                let code = seawall_curl_set_long(handle, option, number)
                guard code == CURLE_OK else { return code }
            }
            if let dials { seawall_curl_set_list(handle, CURLOPT_CONNECT_TO, dials) }
            if case .roots = request.trust {
                // The system's folder of roots would count beside the file.
                let code = seawall_curl_set_text(handle, CURLOPT_CAPATH, nil)
                guard code == CURLE_OK else { return code }
            }
            guard let post = request.post else { return curl_easy_perform(handle) }
            return post.body.withUnsafeBytes { body in
                let code = seawall_curl_set_post(handle, body.baseAddress, body.count, fields)
                return code == CURLE_OK ? curl_easy_perform(handle) : code
            }
        }
        if transfer.headers.isTooLarge { throw fault("too-large", request) }
        if transfer.refusedByScope { throw fault("out-of-scope", request) }
        // The body is cut off on purpose once there is enough of it.
        guard code == CURLE_OK || code == CURLE_WRITE_ERROR && transfer.hasEnough else {
            throw fault(name(of: code, wasDialled: transfer.wasDialled), request)
        }
        var status = 0
        seawall_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        guard status > 0 else { throw fault("no-answer", request) }
        return OutboundResponse(status: status, headers: transfer.headers, body: transfer.body)
    }

    private static func texts(_ request: OutboundRequest) -> [(CURLoption, String)] {
        var options: [(CURLoption, String)] = [
            (CURLOPT_URL, request.url),
            (CURLOPT_PROTOCOLS_STR, request.post == nil || request.scope.isLoopback ? "http,https" : "https"),
            (CURLOPT_USERAGENT, "seawall"),
            // An empty name turns proxies off, those of the environment included.
            (CURLOPT_PROXY, ""), (CURLOPT_NOPROXY, "*"),
        ]
        switch request.trust {
        case .none: options.append((CURLOPT_SSL_CIPHER_LIST, "ALL:COMPLEMENTOFALL:@SECLEVEL=0"))
        case .system: break
        case .roots(let file): options.append((CURLOPT_CAINFO, file))
        }
        return options
    }

    /// The header lines of a POST. libcurl would wait a second for an interim answer before it sends a long body.
    private static func lines(_ request: OutboundRequest) -> [String] {
        request.post.map { post in post.fields.map { "\($0.name): \($0.value)" } + ["Expect:"] } ?? []
    }

    private static func numbers(_ request: OutboundRequest) -> [(CURLoption, Int)] {
        var options: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NETRC, 0),
            (CURLOPT_TIMEOUT_MS, request.milliseconds), (CURLOPT_CONNECTTIMEOUT_MS, request.milliseconds),
            (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1), (CURLOPT_TCP_FASTOPEN, 0),
        ]
        if request.post == nil { options.append((CURLOPT_HTTPGET, 1)) }
        switch request.trust {
        case .none:
            options += [
                (CURLOPT_SSL_VERIFYPEER, 0), (CURLOPT_SSL_VERIFYHOST, 0),
                (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0),
            ]
        case .system, .roots:
            options += [
                (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
                (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            ]
        }
        return options
    }

    private static func name(of code: CURLcode, wasDialled: Bool) -> String {
        switch code {
        // libcurl also calls an answer that is no HTTP/1 an unsupported protocol.
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: wasDialled ? "no-answer" : "bad-url"
        case CURLE_COULDNT_RESOLVE_HOST: "unresolved"
        case CURLE_COULDNT_CONNECT: "refused"
        case CURLE_OPERATION_TIMEDOUT: "timeout"
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE: "tls"
        default: "no-answer"
        }
    }

    private static func fault(_ name: String, _ request: OutboundRequest) -> Fault {
        Fault("outbound." + name, ["url": request.url])
    }
}

extension OutboundRequest.Post.Field {
    /// Whether it can be written as one header line: a line break in a value would begin another.
    fileprivate var isPlain: Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && !value.isEmpty && value.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }
}
