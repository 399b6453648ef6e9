import ArgumentParser
import Identity
import Model

/// `seawall department agree`: what a body lets others see of it.
struct DepartmentAgreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agree",
        abstract: "Make an agreement: what a body that is not governed lets others see, and when.",
        discussion: """
            Fields and how much of each: posture (counts), systems (all), observations (all), findings (counts or all), \
            evidence (all). A field alone shows the most there is; what is not named is not seen. From its beginning on \
            the agreement stands in the place of earlier ones (docs/bodies.md).
            """)

    @Argument(help: "Id of the body.")
    var id: String

    @Option(help: ArgumentHelp("First day or moment; now where absent.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Day or moment from which it holds no longer.", valueName: "date"))
    var until: String?

    @Option(help: "Begin with what is often agreed to.")
    var kind: Agreement.Kind = .none

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What is seen, and how much of it, such as findings=counts.", valueName: "field=extent"))
    var show: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Facts of observations that stay inside, by name or by its beginning, such as tls.certificate.",
            valueName: "fact"))
    var withhold: [String] = []

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let extents = try AgreementTerms.extents(show, over: kind)
            let withheld = try AgreementTerms.withheld(withhold)
            let begins = try from.map { try Moment.read($0) } ?? session.now
            let ends = try until.map { try Moment.read($0) }
            let admin = try await AdminRecord.open(data, session)
            let made = try await admin.agreements.make(
                for: id, from: begins, until: ends, extents: extents, withheld: withheld, at: session.now,
                actor: session.tool)
            try session.output(session.say("commands.agreement-made", ["id": made]) + "\n")
            let text = AgreementsText(session: session)
            let all = try await admin.agreements.all(of: id)
            for agreement in all where agreement.id == made { try session.output(text.sights(of: agreement)) }
            return .held
        }
    }
}
