import Model
import Phrases
import Rules

/// The centre's controls and rules with what overlays add: nothing of the centre's is replaced, left out or made weaker.
struct OverlayMerge {
    private(set) var controls: [Control]
    private(set) var rules: [SigmaRule]
    /// Whose a rule is that an overlay added, by its id.
    private(set) var origins: [String: OverlayMark] = [:]

    private let centre: [String: Control]
    private let centreRules: [SigmaRule]
    private let kinds: Set<String>

    /// The centre's alone.
    init(controls: [Control], rules: [SigmaRule], kinds: Set<String>) {
        self.controls = controls
        self.rules = rules
        self.kinds = kinds
        centre = Dictionary(controls.map { ($0.id, $0) }) { first, _ in first }
        centreRules = rules
    }

    /// Adds an overlay.
    ///
    /// - Throws: `Fault` (`assurance.overlay-…`) with file, line and column.
    mutating func add(_ overlay: Overlay) throws(Fault) {
        let namespace = overlay.namespace
        let taken = controls.map(\.id).filter { centre[$0] != nil } + centreRules.map(\.id) + ["seawall-"]
        if let id = taken.first(where: namespace.value.takes) {
            throw Fault(
                "assurance.overlay-namespace-taken", ["namespace": namespace.value.text, "id": id],
                at: namespace.place)
        }
        try tighten(overlay)
        controls += overlay.controls.map { written in
            var control = written.value
            control.overlay = overlay.mark
            overlay.askForDetectors(&control)
            return control
        }
        try add(overlay.rules, of: overlay)
        let ruled = Set(overlay.rules.flatMap(\.controls))
        if let control = overlay.controls.first(where: { !ruled.contains($0.value.id) }) {
            throw Fault(
                "assurance.control-without-rule", ["control": control.value.id], at: control.place)
        }
        for control in overlay.controls {
            if let need = control.value.needs.first(where: { !kinds.contains($0.kind) }) {
                throw Fault(
                    "assurance.unknown-need", ["control": control.value.id, "kind": need.kind], at: control.place)
            }
        }
    }

    private mutating func tighten(_ overlay: Overlay) throws(Fault) {
        for request in overlay.tightenings {
            let id = request.control.value
            guard let control = centre[id], let index = controls.firstIndex(where: { $0.id == id }) else {
                throw Fault(
                    "assurance.overlay-unknown-control",
                    ["control": id, "nearest": NearestName.of(id, among: centre.keys.sorted()) ?? ""],
                    at: request.control.place)
            }
            // Held against the centre's own, whatever other overlays made of it.
            let check = TighteningCheck(
                control: control, rules: centreRules.filter { $0.controls.contains(id) }.map(\.id), kinds: kinds)
            var (changes, tightened) = try check.tightened(by: request)
            guard !changes.isEmpty else { continue }
            tightened.tightenings = [Tightening(overlay: overlay.mark, changes: changes)]
            controls[index].join(tightened, common: control.needs.count)
        }
    }

    private mutating func add(_ added: [SigmaRule], of overlay: Overlay) throws(Fault) {
        let own = Set(overlay.controls.map(\.value.id))
        for rule in added {
            for id in rule.controls where !own.contains(id) {
                guard centre[id] != nil, let index = controls.firstIndex(where: { $0.id == id }) else {
                    throw Fault(
                        "assurance.overlay-foreign-control",
                        [
                            "control": id,
                            "nearest": NearestName.of(id, among: centre.keys.sorted() + own.sorted()) ?? "",
                        ], at: rule.place)
                }
                // What detectors found stands in the records of every kind about a store (`JudgementRecord`).
                if let category = rule.logsource.category, JudgementRecord.storeKinds.contains(category) {
                    overlay.askForDetectors(&controls[index])
                }
                controls[index].tightenings.append(
                    Tightening(overlay: overlay.mark, changes: [.rule(id: rule.id)]))
            }
            origins[rule.id] = overlay.mark
            rules.append(rule)
        }
    }
}
