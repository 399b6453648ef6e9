import Hummingbird
import Model
import NIOCore

/// What is known of a request while it is answered.
struct PageContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?
    /// When the request came.
    var now = Instant(microseconds: 0)
    /// Who asks, and how answers are shown to them.
    var visitor = Visitor()

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The id by which logs and error pages name the request.
    var request: String { id }

    /// The largest body of a request without a file.
    var maxUploadSize: Int { 1 << 20 }
}
