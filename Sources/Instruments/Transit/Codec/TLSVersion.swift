/// A version of TLS or its forerunners, oldest first.
enum TLSVersion: UInt16, CaseIterable, Comparable, Sendable {
    case ssl2 = 0x0002
    case ssl3 = 0x0300
    case tls10 = 0x0301
    case tls11 = 0x0302
    case tls12 = 0x0303
    case tls13 = 0x0304

    /// Its place among all, the oldest at 0.
    var place: Int { self == .ssl2 ? 0 : Int(rawValue & 0xFF) + 1 }

    /// The name, as the catalogue and the facts write it.
    var name: String {
        switch self {
        case .ssl2: "SSLv2"
        case .ssl3: "SSLv3"
        case .tls10: "TLSv1.0"
        case .tls11: "TLSv1.1"
        case .tls12: "TLSv1.2"
        case .tls13: "TLSv1.3"
        }
    }

    init?(name: String) {
        guard let version = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = version
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
