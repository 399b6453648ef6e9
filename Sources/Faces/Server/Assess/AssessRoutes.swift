import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Pages
import Programme
import WebForms
import Work

/// Where assessments are handed in, and which were last.
struct AssessRoutes {
    let estate: Estate
    private static let shown = 50
    /// The most systems that the form offers; the page of any other has the same button.
    private static let offered = 500
    /// Around the file, a form has its token and the marks between its parts.
    private static let formLimit = UploadedAssessment.sizeLimit + (64 << 10)

    func add(to router: Router<PageContext>) {
        router.get("/assess") { request, context in try await page(request, context) }
        router.post("/assess") { request, context in try await start(request, context) }
        router.post("/assess/upload") { request, context in try await upload(request, context) }
        router.get("/assess/:id") { request, context in
            // An assessment is read where its system is: the page of the system shows what it says.
            let id = try context.parameters.require("id")
            guard let system = try await estate.programme.subject(ofAssessment: id, context.scope(.seeSystems)) else {
                throw Refusal.notFound
            }
            return Response.see(Paths.system(system))
        }
    }

    /// Has the services of a system looked at from here.
    private func start(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.scope(.recordObservations)
        let form = try await request.form(context)
        func again(_ problem: Wording) async throws -> Response {
            let start = FormState(values: ["system": form["system"] ?? ""], errors: ["system": problem])
            return try await page(request, context, start: start, status: .unprocessableContent)
        }
        guard let standing = try await estate.programme.system(form["system"] ?? "", context.scope(.seeSystems)) else {
            return try await again(.say("server.assessment-of-nothing"))
        }
        do {
            _ = try await LookHandler.ask(standing, estate, context)
            return .see(Paths.assess)
        } catch let refusal as Refusal where refusal.status == .unprocessableContent {
            return try await again(refusal.detail.map { .message($0) } ?? .say("server.bad-form"))
        }
    }

    /// Takes in an assessment that was made elsewhere, of a system that the file names.
    private func upload(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.scope(.recordObservations)
        let form = try await request.multipart(context, limit: Self.formLimit)
        func again(_ problem: Wording) async throws -> Response {
            try await page(
                request, context, upload: FormState(errors: ["file": problem]), status: .unprocessableContent)
        }
        guard let file = form.files.first(where: { $0.field == "file" }), !file.bytes.isEmpty else {
            return try await again(.say("server.assessment-missing"))
        }
        guard let value = try? JSONValue(parsing: Array(file.bytes), maximumDepth: 32) else {
            return try await again(.say("server.bad-json"))
        }
        do {
            try UploadedAssessment.shape.check(value)
            let id = value["system"]?["subject"]?["id"]?.text ?? ""
            // One that the visitor does not see is not told from one that there is not.
            guard let standing = try await estate.programme.system(id, context.scope(.seeSystems)) else {
                return try await again(.say("server.assessment-of-nothing"))
            }
            try context.require(.recordObservations, on: standing.system)
            let read = try UploadedAssessment(value, of: standing.system, at: context.now)
            _ = try await AssessmentAPI(estate: estate).take(read, standing, context)
            return .see(Paths.system(standing.system.id))
        } catch let refusal as Refusal where refusal.status == .unprocessableContent {
            return try await again(refusal.detail.map { .message($0) } ?? .say("server.bad-form"))
        }
    }

    /// The page, also with what was wrong with a file that was handed in.
    func page(
        _ request: Request, _ context: PageContext, upload: FormState = FormState(), start: FormState = FormState(),
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let live = estate.liveURL([.runs])
        _ = try context.scope(.recordObservations)
        let latest =
            context.may(.seeSystems)
            ? try await estate.programme.latest(context.scope(.seeSystems), limit: Self.shown) : []
        let references = try await estate.references(at: context.now)
        let actors = try await estate.journal.actors(of: latest.compactMap(\.assessment))
        let runs =
            try await looks(context, references)
            + latest.compactMap { row -> AssessView.Run? in
                guard let id = row.assessment, let at = row.assessed else { return nil }
                let judged = Int(row.controls.all)
                return AssessView.Run(
                    id: id, system: references.system(row.system), state: .done, step: .say("server.controls-judged"),
                    done: judged, whole: judged, started: at,
                    by: actors[id].map { EventActor($0).wording } ?? .name("–"))
            }
        let view = AssessView(
            systems: try await systems(context), looks: estate.look != nil, limitBytes: UploadedAssessment.sizeLimit,
            upload: upload, start: start, runs: runs)
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame, status: status)
    }

    /// The systems that the visitor may have looked at: those that somebody assessed, since only these have services.
    private func systems(_ context: PageContext) async throws -> [Option] {
        guard estate.look != nil else { return [] }
        let scope = try context.scope(.recordObservations)
        return try await estate.programme.systems(SystemFilter(), scope, after: nil, limit: Self.offered).rows
            .filter { $0.assessment != nil }.map { Option($0.system.id, .localized($0.system.name)) }
    }

    /// Looks that wait, run, or were given up.
    private func looks(_ context: PageContext, _ references: References) async throws -> [AssessView.Run] {
        guard estate.look != nil, context.may(.seeSystems) else { return [] }
        return try await LookSight(estate: estate, context: context).unfinished(limit: Self.shown).map { job, system in
            let step: Wording = job.problem.map { .message($0) } ?? .say(job.progress?.step ?? "server.job-look")
            return AssessView.Run(
                id: job.id, system: references.system(system), state: JobState(job), step: step,
                done: Int(job.progress?.done ?? 0), started: job.created, by: .say("server.a-person"))
        }
    }
}
