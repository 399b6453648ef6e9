public import Model
import Threads
public import Transit

/// Looks at the network services of a system, several at once, and holds what its file claims of them against that.
public struct EndpointSurvey: Sendable {
    private let probe: TransitProbe
    private let progress: @Sendable (ObjectReference) async -> Void

    /// At most so many at once; they mostly wait.
    private static let atOnce = 16

    /// - Parameter progress: told what is about to be looked at.
    public init(_ probe: TransitProbe, progress: @escaping @Sendable (ObjectReference) async -> Void = { _ in }) {
        self.probe = probe
        self.progress = progress
    }

    /// The readings of each service, in the order of the services.
    ///
    /// - Parameter moment: when they are looked at; certificates are judged for it.
    public func readings(
        of targets: [(SystemFile.Endpoint, EndpointTarget)], at moment: Instant
    ) async -> [(ObjectReference, Reading)] {
        await inOrder(targets, atOnce: Self.atOnce) { endpoint, target in
            let object = ObjectReference(.endpoint, endpoint.id)
            await progress(object)
            var readings = await probe.readings(of: target, at: moment)
            let shown = readings.first { $0.kind == "transit.tls" }
            if let claim = ClaimCheck.reading(of: endpoint, shown: shown) { readings.append(claim) }
            return readings.map { (object, $0) }
        }
    }
}
