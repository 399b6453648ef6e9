public import Model
public import Programme

/// What a made-up estate is judged by: the controls and rules of the content, as far as histories are made from them.
public struct DemonstrationCatalogue: Sendable {
    /// A way to break a control: a rule, and what it matches.
    public struct Weakness: Sendable, Hashable {
        /// The rule's id.
        public var rule: String
        /// The rule's title.
        public var title: LocalizedText
        /// How serious it is.
        public var severity: Severity
        /// What is seen where the rule matches: the rule's own kind of observation first.
        public var readings: [Reading]
        /// The fields that make the rule match.
        public var matches: [Sighting.Match]
        /// What has to be true of the system and the object for the rule to match, by field.
        public var setting: Facts

        /// A way to break a control.
        public init(
            rule: String, title: LocalizedText, severity: Severity, readings: [Reading], matches: [Sighting.Match],
            setting: Facts
        ) {
            self.rule = rule
            self.title = title
            self.severity = severity
            self.readings = readings
            self.matches = matches
            self.setting = setting
        }
    }

    /// A control.
    public struct Control: Sendable {
        /// Its id, such as `CRY-01`.
        public var id: String
        /// Whether a system falls short that breaks it.
        public var isDemanded: Bool
        /// What to do where it is broken.
        public var remedy: LocalizedText
        /// The kind of its objects.
        public var objects: ObjectReference.Kind
        /// The kinds of endpoint that it speaks of; all where empty.
        public var endpoints: Set<String>
        /// Whether it binds a system.
        public var binds: @Sendable (RegisteredSystem) -> Bool
        /// The kind of observation that it needs, and why there is none where it is unknown.
        public var need: (kind: String, absence: Message)
        /// The ways to break it.
        public var weaknesses: [Weakness]

        /// A control.
        public init(
            id: String, isDemanded: Bool, remedy: LocalizedText, objects: ObjectReference.Kind, endpoints: Set<String>,
            need: (kind: String, absence: Message), weaknesses: [Weakness],
            binds: @escaping @Sendable (RegisteredSystem) -> Bool
        ) {
            self.id = id
            self.isDemanded = isDemanded
            self.remedy = remedy
            self.objects = objects
            self.endpoints = endpoints
            self.need = need
            self.weaknesses = weaknesses
            self.binds = binds
        }

        /// What stands before the dash.
        var family: String { String(id.prefix { $0 != "-" }) }
    }

    /// The controls, in the order of their ids.
    public let controls: [Control]
    /// What is seen where nothing is wrong, on each kind of object.
    public let sound: [ObjectReference.Kind: Reading]
    /// SHA-256 over the content's files, in hexadecimal.
    public let digest: String

    /// A catalogue.
    public init(controls: [Control], sound: [ObjectReference.Kind: Reading], digest: String) {
        self.controls = controls
        self.sound = sound
        self.digest = digest
    }
}
