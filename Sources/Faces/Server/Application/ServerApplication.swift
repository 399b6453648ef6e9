import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import Model
import NIOCore
import ServiceLifecycle

/// The routes, and what stands before them.
struct ServerApplication {
    let estate: Estate
    let options: ServerOptions
    let metrics = Metrics()

    /// All routes; what is first here sees a request first.
    func router() -> Router<PageContext> {
        let router = Router(context: PageContext.self)
        router.add(middleware: Arrival(now: estate.now))
        router.add(middleware: TracingMiddleware())
        router.add(middleware: Measuring(metrics: metrics))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorAnswers(estate: estate))
        router.add(middleware: RequestLimits())
        router.add(middleware: SameOrigin(hosts: options.hosts))
        router.add(middleware: Recognition(estate: estate))
        // Once more, so that what is thrown to someone known is answered on a page with their own menu.
        router.add(middleware: ErrorAnswers(estate: estate))
        router.add(middleware: RefusedAccess(log: estate.identity.log))
        router.add(middleware: FreshKeys(refreshKeys: estate.identity.refreshKeys))
        HealthRoutes(estate: estate, metrics: metrics).add(to: router)
        SignInRoutes(estate: estate).add(to: router)
        HomeRoutes(estate: estate).add(to: router)
        OverviewRoutes(estate: estate).add(to: router)
        DepartmentRoutes(estate: estate).add(to: router)
        AgreementRoutes(estate: estate).add(to: router)
        SystemRoutes(estate: estate).add(to: router)
        FindingRoutes(estate: estate).add(to: router)
        FindingActionRoutes(estate: estate).add(to: router)
        ControlRoutes(estate: estate).add(to: router)
        LedgerRoutes(estate: estate).add(to: router)
        APIPageRoutes(estate: estate).add(to: router)
        APIRoutes(estate: estate).add(to: router)
        ChoiceRoutes(estate: estate).add(to: router)
        PasskeySignInRoutes(estate: estate).add(to: router)
        ProviderRoutes(estate: estate).add(to: router)
        SettingsRoutes(estate: estate).add(to: router)
        ProvingRoutes(estate: estate).add(to: router)
        CodeRoutes(estate: estate).add(to: router)
        PasskeyRoutes(estate: estate).add(to: router)
        LinkRoutes(estate: estate).add(to: router)
        APIKeyRoutes(estate: estate).add(to: router)
        PeopleRoutes(estate: estate).add(to: router)
        PersonRoutes(estate: estate).add(to: router)
        PersonActionRoutes(estate: estate).add(to: router)
        OfficeRoutes(estate: estate).add(to: router)
        LiveRoutes(estate: estate).add(to: router)
        SearchRoutes(estate: estate).add(to: router)
        JobRoutes(estate: estate).add(to: router)
        AssessRoutes(estate: estate).add(to: router)
        DesignRoutes(estate: estate).add(to: router)
        return router
    }

    /// The application, ready to run.
    func application(
        _ tls: ServerTLS, logger: Logger, services: [any Service], onRunning: @escaping @Sendable (Int) async -> Void
    ) throws -> some ApplicationProtocol {
        let stream = HTTP1Channel.Configuration(
            idleTimeout: .seconds(60),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        return Application(
            router: router(),
            server: try .http2Upgrade(
                tlsConfiguration: tls.configuration(),
                configuration: .init(
                    idleTimeout: .seconds(120), gracefulCloseTimeout: .seconds(10), streamConfiguration: stream)),
            configuration: ApplicationConfiguration(
                address: .hostname(options.listen.host, port: options.listen.port), serverName: nil),
            services: services,
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) }, logger: logger)
    }
}
