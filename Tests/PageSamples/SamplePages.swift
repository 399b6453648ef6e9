public import Pages

/// Every page with sample data, by the name of its file.
public enum SamplePages {
    /// One page, to be drawn in any frame.
    public struct Sample: Sendable {
        /// The name of its file, without language.
        public let name: String
        /// Whether it is for somebody who has not signed in.
        public let isForStrangers: Bool
        /// Draws it.
        public let html: @Sendable (Frame) -> String
    }

    private static func sample(_ name: String, stranger: Bool = false, _ view: some PageView) -> Sample {
        Sample(name: name, isForStrangers: stranger) { Page(view: view, frame: $0).html }
    }

    /// All of them.
    public static let all: [Sample] =
        [
            sample("sign-in", stranger: true, SampleEstate.signIn),
            sample("sign-in-wrong", stranger: true, SampleEstate.signInWrong),
            sample("leaving", stranger: true, SampleEstate.leaving),
            sample("second-factor", stranger: true, SampleEstate.secondFactor),
            sample("prove", SampleEstate.proving),
            sample("enrolment", stranger: true, SampleEstate.enrolment),
            sample("invitation", stranger: true, SampleEstate.invitation),
            sample("recovery-codes", stranger: true, SampleEstate.recoveryCodes),
            sample("home", SampleEstate.home),
            sample("home-empty", HomeView(offices: [], queues: [])),
            sample("overview", SampleEstate.overview),
            sample("departments", SampleEstate.departmentList),
            sample("department", SampleEstate.department),
            sample("agreements", SampleEstate.agreements),
            sample("systems", SampleEstate.systemList),
            sample("system", SampleEstate.systemPosture),
            sample("system-observations", SampleEstate.systemObservations),
            sample("system-findings", SampleEstate.systemFindings),
            sample("system-time", SampleEstate.systemTime),
            sample("results", SampleEstate.resultList),
            sample("findings", SampleEstate.findingList),
            sample("finding", SampleEstate.finding),
            sample("observation", SampleEstate.observation),
            sample("controls", SampleEstate.controlList),
            sample("control", SampleEstate.control),
            sample("assess", SampleEstate.assess),
            sample("people", SampleEstate.people),
            sample("person", SampleEstate.person),
            sample("ledger", SampleEstate.ledger(nil)),
            sample("ledger-valid", SampleEstate.ledgerValid),
            sample("ledger-invalid", SampleEstate.ledgerInvalid),
            sample("jobs", SampleEstate.jobs),
            sample("settings", SampleEstate.settings(.on(recoveryLeft: 7))),
            sample("settings-fresh", SampleEstate.settingsFresh),
            sample("confirm", SampleEstate.confirm),
            sample("form", SampleEstate.form),
            sample("conflict", SampleEstate.conflict),
            sample("search", SampleEstate.search),
            sample("api", SampleEstate.api),
            sample("design", DesignView()),
        ] + ErrorView.Kind.allCases.map { sample("error-\($0.rawValue)", SampleEstate.error($0)) }
}
