import CLibPQ
import Glibc
import Model

/// Where a database is, and how to sign in, out of a `postgresql://` address.
struct PostgresAddress: Sendable {
    /// What libpq is given, name by name.
    let settings: [(name: String, value: String)]
    /// The address without any secret, for faults.
    let place: SourcePlace

    /// - Throws: `Fault` (`storage.bad-address`, and `storage.password-in-address`, since others on the machine see what
    ///   a program was started with); it never repeats the address.
    init(_ url: String) throws(Fault) {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://"), let options = PQconninfoParse(url, nil)
        else { throw Fault("storage.bad-address") }
        defer { PQconninfoFree(options) }
        var found: [(name: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { found.append((String(cString: keyword), String(cString: value))) }
            option += 1
        }
        func value(_ name: String) -> String? { found.first { $0.name == name }?.value }
        guard value("password") == nil, value("sslpassword") == nil else { throw Fault("storage.password-in-address") }
        func unlessGiven(_ name: String, _ value: String) {
            if !found.contains(where: { $0.name == name }) { found.append((name, value)) }
        }
        let hosts = (value("hostaddr") ?? value("host") ?? "").split(separator: ",")
        if getenv("PGSSLMODE") == nil, !hosts.allSatisfy(Self.isThisMachine) { unlessGiven("sslmode", "verify-full") }
        unlessGiven("application_name", "seawall")
        // TLS is what protects the way; Kerberos is not asked for another unless the address does.
        unlessGiven("gssencmode", "disable")
        // A server that went away without a word is noticed within a minute.
        for (name, setting) in [
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
        ] { unlessGiven(name, setting) }
        found.removeAll { $0.name == "client_encoding" }
        found.append(("client_encoding", "UTF8"))
        settings = found
        let host = value("host") ?? value("hostaddr") ?? "localhost"
        let port = value("port").map { ":\($0)" } ?? ""
        place = SourcePlace(file: "postgresql://\(host)\(port)/\(value("dbname") ?? "")")
    }

    private static func isThisMachine(_ host: Substring) -> Bool {
        host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
