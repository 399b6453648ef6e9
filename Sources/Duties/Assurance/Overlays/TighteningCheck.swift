import Model

/// Holds what an overlay asks of a control against what the centre says of it: what is not at least as strict is refused.
struct TighteningCheck {
    /// The control as the centre has it.
    let control: Control
    /// The ids of the centre's rules that break it.
    let rules: [String]
    /// The kinds of observation that there are.
    let kinds: Set<String>

    /// What is stricter, where all of it is at least as strict.
    ///
    /// - Returns: the changes, and the control with them.
    /// - Throws: `Fault` (`assurance.overlay-…`) naming the place, the field, what the centre says and what is permitted.
    func tightened(by request: TighteningRequest) throws(Fault) -> (changes: [Tightening.Change], control: Control) {
        if let field = request.replaced.first {
            throw Fault(
                "assurance.overlay-replaces",
                ["control": control.id, "field": field.value.rawValue, "centre": said(of: field.value)],
                at: field.place)
        }
        var changes: [Tightening.Change] = []
        var tightened = control
        if let force = request.force { try raise(force, &tightened, &changes) }
        for scope in ControlScopeField.allCases {
            guard let written = request.scopes[scope] else { continue }
            try widen(scope, written, &tightened, &changes)
        }
        for need in request.needs { try add(need, &tightened, &changes) }
        return (changes, tightened)
    }

    private func said(of field: Control.Field) -> String {
        switch field {
        case .id: control.id
        case .title: control.title[.english]
        case .statement: control.statement[.english]
        case .remedy: control.remedy[.english]
        case .sources: control.sources.map { "\($0.document) \($0.clause)" }.joined(separator: "; ")
        case .check: control.check.rawValue
        case .weight: String(control.weight)
        case .objects: control.applicability.objects.rawValue
        case .rules: rules.joined(separator: ", ")
        }
    }

    private func raise(
        _ force: Written<Control.Force>, _ tightened: inout Control, _ changes: inout [Tightening.Change]
    ) throws(Fault) {
        guard force.value.strictness >= control.force.strictness else {
            let allowed = Control.Force.allCases.filter { $0.strictness >= control.force.strictness }
            throw Fault(
                "assurance.overlay-weaker-force",
                [
                    "control": control.id, "given": force.value.rawValue, "centre": control.force.rawValue,
                    "allowed": allowed.map(\.rawValue).joined(separator: ", "),
                ], at: force.place)
        }
        guard force.value != control.force else { return }
        tightened.force = force.value
        changes.append(.force(from: control.force, to: force.value))
    }

    private func widen(
        _ scope: ControlScopeField, _ written: Written<Set<String>>, _ tightened: inout Control,
        _ changes: inout [Tightening.Change]
    ) throws(Fault) {
        let centre = control.applicability.values(of: scope)
        guard written.value.isSuperset(of: centre) else {
            throw narrower("applies.\(scope.rawValue)", centre, of: scope.all, at: written.place)
        }
        let added = scope.all.filter { written.value.contains($0) && !centre.contains($0) }
        guard !added.isEmpty else { return }
        tightened.applicability.widen(scope, by: added)
        changes.append(.scope(key: scope.rawValue, added: added))
    }

    private func narrower(_ field: String, _ centre: Set<String>, of all: [String], at place: SourcePlace) -> Fault {
        Fault(
            "assurance.overlay-narrower",
            [
                "control": control.id, "field": field,
                "centre": all.filter(centre.contains).joined(separator: ", "),
            ], at: place)
    }

    private func add(
        _ need: TighteningRequest.Need, _ tightened: inout Control, _ changes: inout [Tightening.Change]
    ) throws(Fault) {
        let kind = need.kind.value
        guard kinds.contains(kind) else {
            throw Fault("assurance.unknown-need", ["control": control.id, "kind": kind], at: need.kind.place)
        }
        let centre = control.needs.filter { $0.kind == kind }
        guard !centre.isEmpty else { return try addNew(need, &tightened, &changes) }
        if let days = need.freshDays {
            let most = centre.map(\.freshDays).min() ?? days.value
            guard days.value <= most else {
                throw Fault(
                    "assurance.overlay-weaker-freshness",
                    ["control": control.id, "kind": kind, "given": String(days.value), "centre": String(most)],
                    at: days.place)
            }
            if days.value < most { changes.append(.freshness(kind: kind, from: most, to: days.value)) }
        }
        if let endpoints = need.endpoints {
            let all = SystemFile.Endpoint.Kind.allCases.map(\.rawValue)
            let asked = centre.reduce(into: Set<String>()) {
                $0.formUnion($1.endpoints.isEmpty ? Set(all) : $1.endpoints)
            }
            guard endpoints.value.isSuperset(of: asked) else {
                throw narrower("needs.endpoints", asked, of: all, at: endpoints.place)
            }
            let added = all.filter { endpoints.value.contains($0) && !asked.contains($0) }
            if !added.isEmpty { changes.append(.endpoints(kind: kind, added: added)) }
        }
        if let unless = need.unlessEncrypted {
            if unless.value, centre.contains(where: { !$0.unlessEncrypted }) {
                throw Fault(
                    "assurance.overlay-weaker-encrypted", ["control": control.id, "kind": kind], at: unless.place)
            }
            if !unless.value, centre.contains(where: \.unlessEncrypted) { changes.append(.encryptedToo(kind: kind)) }
        }
        tightened.tighten(needsOf: kind) { own in
            if let days = need.freshDays { own.freshDays = min(own.freshDays, days.value) }
            if let endpoints = need.endpoints, !own.endpoints.isEmpty { own.endpoints.formUnion(endpoints.value) }
            if need.unlessEncrypted?.value == false { own.unlessEncrypted = false }
        }
    }

    private func addNew(
        _ need: TighteningRequest.Need, _ tightened: inout Control, _ changes: inout [Tightening.Change]
    ) throws(Fault) {
        let kind = need.kind.value
        // Of an attested control only attestations are looked for: a need that nobody looks at would tighten nothing.
        guard control.check == .instrument else {
            throw Fault("assurance.overlay-attested", ["control": control.id, "kind": kind], at: need.kind.place)
        }
        guard let days = need.freshDays?.value else {
            throw Fault("assurance.missing-key", ["key": "fresh-days", "name": "needs"], at: need.kind.place)
        }
        tightened.needs.append(
            Control.Need(
                kind: kind, endpoints: need.endpoints?.value ?? [], freshDays: days,
                unlessEncrypted: need.unlessEncrypted?.value ?? false))
        changes.append(.need(kind: kind, days: days))
    }
}
