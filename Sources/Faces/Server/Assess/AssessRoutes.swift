import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Pages
import Programme

/// Where assessments are handed in, and which were last.
struct AssessRoutes {
    let estate: Estate
    private static let shown = 50
    /// The greatest assessment that is taken, in bytes.
    static let uploadLimit = 32 << 20

    func add(to router: Router<PageContext>) {
        router.get("/assess") { request, context in try await page(request, context) }
        router.get("/assess/:id") { request, context in
            // An assessment is read where its system is: the page of the system shows what it says.
            let id = try context.parameters.require("id")
            guard let system = try await estate.programme.subject(ofAssessment: id, context.scope(.seeSystems)) else {
                throw Refusal.notFound
            }
            return Response.see(Paths.system(system))
        }
    }

    /// The page, also with what was wrong with a file that was handed in.
    func page(
        _ request: Request, _ context: PageContext, upload: FormState = FormState(), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let live = estate.liveURL([.runs])
        _ = try context.scope(.recordObservations)
        let latest =
            context.may(.seeSystems)
            ? try await estate.programme.latest(context.scope(.seeSystems), limit: Self.shown) : []
        let references = try await estate.references(at: context.now)
        let actors = try await estate.journal.actors(of: latest.compactMap(\.assessment))
        let runs = latest.compactMap { row -> AssessView.Run? in
            guard let id = row.assessment, let at = row.assessed else { return nil }
            let judged = Int(row.controls.all)
            return AssessView.Run(
                id: id, system: references.system(row.system), state: .done, step: .say("server.controls-judged"),
                done: judged, whole: judged, started: at,
                by: actors[id].map { $0.hasPrefix("person:") ? .say("server.a-person") : .name($0) } ?? .name("–"))
        }
        let view = AssessView(
            systems: [], agents: [], limitBytes: Self.uploadLimit, upload: upload, start: FormState(), runs: runs)
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame, status: status)
    }
}
