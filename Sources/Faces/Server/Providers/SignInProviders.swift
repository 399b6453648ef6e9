import Credentials
import Model
import Pages

/// The providers that people may sign in with, and what each said of itself, which is asked once a day.
actor SignInProviders {
    /// The providers in the order of the file.
    nonisolated let all: [ProviderSettings]
    /// The host names, with ports, by which browsers know the server.
    private nonisolated let hosts: [String]
    private let calls = ProviderCalls()
    private var known: [String: (provider: OpenIDProvider, at: Instant)] = [:]
    /// The last answer that was none: for a few seconds nobody asks again, so that a provider that is down is not
    /// pressed, and no one waits for it.
    private var failed: [String: (fault: Fault, at: Instant)] = [:]
    private var asking: [String: Task<OpenIDProvider, any Error>] = [:]

    private static let lifetime: Int64 = 86_400
    private static let pause: Int64 = 10

    init(_ all: [ProviderSettings], hosts: [String]) {
        self.all = all
        self.hosts = hosts
    }

    /// The provider with an id.
    nonisolated func settings(_ id: String) -> ProviderSettings? { all.first { $0.id == id } }

    /// Where a provider sends the browser back to: an address of the name by which the browser knows us, which has to
    /// be entered at the provider.
    nonisolated func redirect(_ settings: ProviderSettings, host: String?) -> String {
        let own = host.flatMap { hosts.contains($0.lowercased()) ? $0.lowercased() : nil } ?? hosts.first ?? "localhost"
        return "https://\(own)\(Paths.providerReturn(settings.id))"
    }

    /// Where to send the browser.
    ///
    /// - Throws: `Fault` (`credentials.…`, `outbound.…`).
    func address(
        _ request: OpenIDRequest, at settings: ProviderSettings, redirect: String, now: Instant
    ) async throws -> String {
        let client = try settings.client(redirect: redirect)
        return request.address(at: try await provider(settings, client, now), for: client)
    }

    /// Ends a visit: whom the provider vouches for.
    ///
    /// - Parameter parameters: those of the address that the browser came back to.
    /// - Throws: `Fault` (`credentials.…`, `outbound.…`).
    func finish(
        _ parameters: [(name: String, value: String)], request: OpenIDRequest, at settings: ProviderSettings,
        redirect: String, now: Instant
    ) async throws -> OpenIDIdentity {
        let client = try settings.client(redirect: redirect)
        var provider = try await provider(settings, client, now)
        let before = provider.keysFetched
        defer {
            // Keys that were fetched again are for all that follow, unless others were fetched later still.
            if provider.keysFetched > before, let held = known[settings.id],
                held.provider.keysFetched < provider.keysFetched
            {
                known[settings.id] = (provider, held.at)
            }
        }
        return try await connect(client, settings).finish(parameters, request: request, provider: &provider, at: now)
    }

    private func connect(_ client: OpenIDClient, _ settings: ProviderSettings) -> OpenIDConnect {
        OpenIDConnect(client) { [calls] exchange throws(Fault) in
            try await calls.send(exchange, roots: settings.roots)
        }
    }

    private func provider(
        _ settings: ProviderSettings, _ client: OpenIDClient, _ now: Instant
    ) async throws -> OpenIDProvider {
        if let held = known[settings.id], now.seconds - held.at.seconds < Self.lifetime { return held.provider }
        if let failure = failed[settings.id], now.seconds - failure.at.seconds < Self.pause { throw failure.fault }
        // Of many who come at once, one asks.
        if let task = asking[settings.id] { return try await task.value }
        let connect = connect(client, settings)
        let task = Task { try await connect.discover(at: now) }
        asking[settings.id] = task
        defer { asking[settings.id] = nil }
        do {
            let provider = try await task.value
            known[settings.id] = (provider, now)
            failed[settings.id] = nil
            return provider
        } catch let fault as Fault {
            failed[settings.id] = (fault, now)
            // What it said a day ago is better than nothing: keys that are gone are found out by their signatures.
            if let held = known[settings.id] { return held.provider }
            throw fault
        }
    }
}
