extension TransitCatalogue {
    /// A cipher suite.
    struct Suite: Sendable {
        let code: UInt16
        let name: String
        /// The first version it may be used in.
        let from: TLSVersion
        let weaknesses: [String]
        /// The exchange is elliptic and ephemeral.
        let isElliptic: Bool
        /// The exchange is over a finite field and ephemeral.
        let isFinite: Bool
        /// The server proves who it is by a certificate.
        let isCertified: Bool
        let isECDSA: Bool
        let isChaCha: Bool

        init(code: UInt16, name: String, from: TLSVersion, weaknesses: [String]) {
            self.code = code
            self.name = name
            self.from = from
            self.weaknesses = weaknesses
            isElliptic = name.contains("_ECDHE_") || name.contains("_ECDH_anon_")
            isFinite = name.contains("_DHE_") || name.contains("_DH_anon_")
            isCertified = !name.contains("_anon_") && !name.contains("PSK")
            isECDSA = name.contains("_ECDSA_")
            isChaCha = name.contains("CHACHA20")
        }
    }

    /// A cipher suite of SSLv2, whose codes have three bytes.
    struct SSL2Suite: Sendable {
        let code: UInt32
        let name: String
        let weaknesses: [String]
    }

    /// A key exchange group.
    struct Group: Sendable {
        let code: UInt16
        let name: String
        let versions: Set<TLSVersion>
        let isPostQuantum: Bool
    }
}
