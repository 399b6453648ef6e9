import Files
import Glibc
import Model
import NIOCore
import NIOSSL
import ServiceCertificate
import Synchronization

/// The server's certificate and key: from files, read again when they change, so that a renewed one needs no restart.
final class ServerTLS: Sendable {
    /// Where certificate and key are.
    struct Pair: Sendable {
        /// The chain, PEM, the server's own first.
        var certificate: String
        /// The key, PEM.
        var key: String
    }

    private struct Loaded {
        var override: NIOSSLContextConfigurationOverride
        /// Of the files as they were last looked at, also where they could not be used.
        var stamp: [Int]
    }

    /// The file that the certificate comes from.
    var certificateFile: String { files.certificate }

    private let files: Pair
    private let loaded: Mutex<Loaded>
    private static let limit = 1 << 20

    /// - Throws: `Fault` (`server.bad-certificate`, `files.…`) placed at the file.
    init(_ files: Pair) throws(Fault) {
        self.files = files
        loaded = Mutex(try Self.load(files))
    }

    /// The files of a data folder, made where they are not there yet: the server then vouches for itself.
    ///
    /// - Returns: the files, and whether they were made now.
    static func own(in folder: String, names: [String], now: Instant) throws -> (files: Pair, isNew: Bool) {
        let path = folder + "/tls"
        let files = Pair(certificate: path + "/certificate.pem", key: path + "/key.pem")
        if access(files.certificate, F_OK) == 0 { return (files, false) }
        try AtomicFile.makeFolder(path, mode: 0o700)
        let made = try SelfSignedCertificate(
            names: names, addresses: [[127, 0, 0, 1], Array(repeating: 0, count: 15) + [1]], now: now)
        try AtomicFile.write(Array(made.key.utf8), to: files.key, mode: 0o600)
        try AtomicFile.write(Array(made.certificate.utf8), to: files.certificate, mode: 0o644)
        return (files, true)
    }

    /// TLS 1.2 and 1.3, suites with forward secrecy and authenticated encryption (G3 §15.1(h); RFC 9325 §4.2).
    func configuration() throws(Fault) -> TLSConfiguration {
        let current = loaded.withLock { $0.override }
        guard let chain = current.certificateChain, let key = current.privateKey else {
            throw Fault("server.bad-certificate", at: SourcePlace(file: files.certificate))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        ]
        configuration.sslContextCallback = { [weak self] _, promise in
            promise.succeed(self?.loaded.withLock { $0.override } ?? .noChanges)
        }
        return configuration
    }

    /// Reads the files again where they changed; a pair that cannot be used leaves the one before in use. Connections
    /// stay with the certificate that they began with.
    ///
    /// - Returns: whether another certificate is in use now.
    /// - Throws: `Fault`, where the files changed and cannot be used: once for each change.
    func reload() throws(Fault) -> Bool {
        let stamp = Self.stamp(files)
        let isNew = loaded.withLock { loaded in
            defer { loaded.stamp = stamp }
            return loaded.stamp != stamp
        }
        guard isNew else { return false }
        let fresh = try Self.load(files)
        loaded.withLock { $0 = fresh }
        return true
    }

    private static func load(_ files: Pair) throws(Fault) -> Loaded {
        let stamp = stamp(files)
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        let certificateBytes = try BoundedFile.read(files.certificate, limit: limit)
        let keyBytes = try BoundedFile.read(files.key, limit: limit)
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(certificateBytes)
            key = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem)
            // A key that is not the certificate's would only show at the first visitor.
            _ = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        } catch {
            throw Fault("server.bad-certificate", at: SourcePlace(file: files.certificate))
        }
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = chain.map { .certificate($0) }
        override.privateKey = .privateKey(key)
        return Loaded(override: override, stamp: stamp)
    }

    private static func stamp(_ files: Pair) -> [Int] {
        [files.certificate, files.key].flatMap { path -> [Int] in
            var information = stat()
            guard stat(path, &information) == 0 else { return [] }
            return [Int(information.st_mtim.tv_sec), information.st_mtim.tv_nsec, Int(information.st_ino)]
        }
    }
}
