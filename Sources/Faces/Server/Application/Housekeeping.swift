import Logging
import Model
import Sealing
import ServiceLifecycle
import UnixSignals

/// What a running server looks at again and again: a renewed certificate, keys that other nodes made. SIGHUP has it look
/// at the certificate at once.
struct Housekeeping: Service {
    let tls: ServerTLS
    let sealer: Sealer
    let logger: Logger
    private static let pause = Duration.seconds(5)

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await look() }
            group.addTask {
                for await _ in signals.cancelOnGracefulShutdown() {
                    ServiceManager.tell(.reloading)
                    reload()
                    ServiceManager.tell(.ready)
                }
            }
        }
        ServiceManager.tell(.stopping)
    }

    private func look() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            reload()
            do {
                try await sealer.refresh()
            } catch {
                logger.warning("keys cannot be read again", metadata: ["fault": "\(error)"])
            }
        }
    }

    private func reload() {
        do throws(Fault) {
            guard try tls.reload() else { return }
            logger.notice("took a new certificate", metadata: ["file": "\(tls.certificateFile)"])
        } catch {
            logger.error("kept the certificate in use", metadata: ["fault": "\(error)"])
        }
    }
}
