import CanonicalJSON
import Model
import Outbound

/// States what an HTTPS service says in its headers, and whether its plain port leads to it.
struct HTTPProbe {
    static let kind = "transit.http"

    static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("http.status", .integer, "status of GET /"), .init("http.hsts", .bool, "HSTS is sent"),
            .init("http.hsts_max_age", .integer, "seconds"),
            .init("http.hsts_include_subdomains", .bool, "includeSubDomains"),
            .init("http.hsts_preload", .bool, "preload"),
            .init("http.headers_present", .texts, "security headers that are sent"),
            .init("http.headers_missing", .texts, "security headers that are not"),
            .init("http.plain_redirects_to_https", .text, "yes, no, not-listening, not-declared"),
            .init("http.insecure_cookies", .texts, "names of cookies without Secure"),
            .init("http.server_banner", .text, "the Server header"),
        ])

    private static let sought = [
        "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy",
    ]

    let target: EndpointTarget
    let address: Address
    let limits: TransitLimits

    func reading() -> Reading {
        let head: OutboundResponse
        do throws(Fault) {
            head = try get("https", port: target.port)
        } catch {
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(error.message))
        }
        var facts: Facts = ["http.status": .integer(Int64(head.status))]
        let policy = head.values(of: "strict-transport-security").first.map { Self.directives($0) }
        // An age of zero takes the policy back (RFC 6797, section 6.1.1).
        let age = policy?["max-age"].flatMap { Int64($0) } ?? 0
        facts["http.hsts"] = .bool(age > 0)
        facts["http.hsts_max_age"] = .integer(age)
        facts["http.hsts_include_subdomains"] = .bool(policy?["includesubdomains"] != nil)
        facts["http.hsts_preload"] = .bool(policy?["preload"] != nil)
        let framed = head.values(of: "content-security-policy").contains { $0.lowercased().contains("frame-ancestors") }
        let present = Self.sought.filter { !head.values(of: $0).isEmpty || ($0 == "x-frame-options" && framed) }
        facts["http.headers_present"] = .strings(present)
        facts["http.headers_missing"] = .strings(Self.sought.filter { !present.contains($0) })
        let insecure = head.values(of: "set-cookie").filter { Self.directives($0)["secure"] == nil }
        facts["http.insecure_cookies"] = .strings(
            insecure.map { String($0.prefix { $0 != "=" && $0 != ";" }.prefix(128)) })
        if let banner = head.values(of: "server").first {
            facts["http.server_banner"] = .string(String(banner.prefix(128)))
        }
        do throws(Fault) {
            facts["http.plain_redirects_to_https"] = .string(try plainPort())
        } catch {
            return Reading(kind: Self.kind, facts: facts, completeness: .partial([error.message]))
        }
        return Reading(kind: Self.kind, facts: facts)
    }

    private func plainPort() throws(Fault) -> String {
        guard let port = target.plainHTTPPort else { return "not-declared" }
        do throws(Fault) {
            let head = try get("http", port: port)
            let location = head.values(of: "location").first?.lowercased() ?? ""
            return (300..<400).contains(head.status) && location.hasPrefix("https://") ? "yes" : "no"
        } catch {
            // Silence is not the same as a closed port: nothing is known then.
            guard error.message.id == "outbound.refused" else { throw error }
            return "not-listening"
        }
    }

    private func get(_ scheme: String, port: UInt16) throws(Fault) -> OutboundResponse {
        let name = target.serverName.contains(":") ? "[\(target.serverName)]" : target.serverName
        var request = OutboundRequest(
            "\(scheme)://\(name):\(port)/", dial: .init(host: address.text, port: port),
            scope: OutboundScope(addresses: [address.text], ports: [port]), trust: .none)
        request.milliseconds = limits.answerMilliseconds
        return try Outbound.send(request)
    }

    /// `a=b; c` as a dictionary, names in lower case.
    private static func directives(_ text: String) -> [String: String] {
        var directives: [String: String] = [:]
        for part in text.prefix(8_192).split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            let name = pair[0].filter { $0 != " " && $0 != "\t" }.lowercased()
            let value = pair.count > 1 ? pair[1].filter { $0 != " " && $0 != "\"" } : ""
            if directives[name] == nil { directives[name] = value }
        }
        return directives
    }
}
