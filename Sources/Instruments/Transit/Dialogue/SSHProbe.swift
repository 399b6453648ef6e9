import CanonicalJSON
import Model

/// States what an SSH server offers, from its banner and its KEXINIT, both in clear (RFC 4253, sections 4.2 and 7.1).
struct SSHProbe {
    static let kind = "transit.ssh"

    static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("ssh.banner", .text, "identification string"), .init("ssh.protocol", .text, "2.0 or 1.99"),
            .init("ssh.kex", .texts, "key exchange methods"), .init("ssh.host_keys", .texts, "host key algorithms"),
            .init("ssh.ciphers", .texts, "ciphers"), .init("ssh.macs", .texts, "MACs"),
            .init("ssh.compression", .texts, "compression methods"),
            .init("ssh.weak", .texts, "algorithms that the catalogue calls weak"),
            .init("ssh.post_quantum", .text, "yes or no"),
            .init("ssh.terrapin", .bool, "ChaCha20-Poly1305 or CBC with encrypt-then-MAC, without strict key exchange"),
        ])

    let wire: TLSWire
    let catalogue: TransitCatalogue

    func reading() -> Reading {
        do throws(Socket.Failure) {
            let socket = try wire.open()
            // Some servers wait for the client's banner before they send anything more than their own.
            try socket.send(Array("SSH-2.0-seawall\r\n".utf8))
            var bytes: [UInt8] = []
            while bytes.count < 1 << 17 {
                bytes += try socket.receive()
                if let greeting = SSHGreeting(bytes) { return reading(greeting) }
                if SSHGreeting.isOther(bytes) { break }
            }
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(Message("transit.other-protocol")))
        } catch {
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(TransitProbe.message(for: error)))
        }
    }

    private func reading(_ greeting: SSHGreeting) -> Reading {
        let all = greeting.keyExchanges + greeting.hostKeys + greeting.ciphers + greeting.macs
        let weak = Set(all.filter { catalogue.isWeak(ssh: $0) }).sorted()
        let strict = greeting.keyExchanges.contains("kex-strict-s-v00@openssh.com")
        let chained =
            greeting.ciphers.contains { $0.hasSuffix("-cbc") }
            && greeting.macs.contains { $0.hasSuffix("-etm@openssh.com") }
        let exposed = greeting.ciphers.contains("chacha20-poly1305@openssh.com") || chained
        return Reading(
            kind: Self.kind,
            facts: [
                "ssh.banner": .string(greeting.banner), "ssh.protocol": .string(greeting.version),
                "ssh.kex": .strings(
                    greeting.keyExchanges.filter { !$0.hasPrefix("kex-strict-") && !$0.hasPrefix("ext-info-") }),
                "ssh.host_keys": .strings(greeting.hostKeys), "ssh.ciphers": .strings(greeting.ciphers),
                "ssh.macs": .strings(greeting.macs), "ssh.compression": .strings(greeting.compressions),
                "ssh.weak": .strings(weak),
                "ssh.post_quantum": greeting.keyExchanges.contains { catalogue.postQuantumSSH.contains($0) }
                    ? "yes" : "no",
                "ssh.terrapin": .bool(exposed && !strict),
            ])
    }
}
