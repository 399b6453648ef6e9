import Logging
import Model
import Sealing
import ServiceLifecycle

/// What a running server looks at again and again: a renewed certificate, keys that other nodes made.
struct Housekeeping: Service {
    let tls: ServerTLS
    let sealer: Sealer
    let logger: Logger
    private static let pause = Duration.seconds(5)

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            do {
                if try tls.reload() { logger.notice("took a new certificate") }
                try await sealer.refresh()
            } catch let fault as Fault {
                logger.warning("housekeeping failed", metadata: ["fault": "\(fault)"])
            }
        }
    }
}
