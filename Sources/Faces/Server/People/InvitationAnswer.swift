import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages

/// The page that shows an invitation, this once.
struct InvitationAnswer {
    let estate: Estate

    func page(
        _ person: PersonReference, _ userName: String, _ token: InvitationToken, _ request: Request,
        _ context: PageContext
    ) -> Response {
        let address = Paths.query(Paths.invitation, [("token", token.text)])
        let view = InvitedView(
            person: person, userName: userName, url: "https://\(request.head.authority ?? "localhost")\(address)",
            expires: context.now.adding(days: Invitations.lifetime))
        return Response.page(view, estate.frame(request, context))
    }
}
