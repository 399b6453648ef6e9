public import Model

/// The units that are not governed, and what each lets those outside see.
public struct Bodies: Sendable, Hashable {
    /// A unit that is not governed, with its agreements of all times.
    public struct Body: Sendable, Hashable {
        /// Where it stands in the tree.
        public var path: UnitPath
        /// Its agreements.
        public var agreements: [Agreement]

        /// A body.
        public init(path: UnitPath, agreements: [Agreement] = []) {
            self.path = path
            self.agreements = agreements
        }

        /// The agreement in force; of several, the one that began last.
        public func agreement(at instant: Instant) -> Agreement? {
            agreements.filter { $0.isInForce(at: instant) }.max { ($0.from, $0.id) < ($1.from, $1.id) }
        }

        func shows(_ action: Action, at instant: Instant) -> Bool {
            guard let (field, extent) = action.shows else { return false }
            return agreement(at: instant)?.shows(field, extent) ?? false
        }
    }

    /// The bodies, by path.
    public let all: [Body]

    /// Bodies; none where every unit is governed.
    public init(_ all: [Body] = []) { self.all = all.sorted { $0.path < $1.path } }

    /// The body on the way to a unit that keeps an action of someone who stands elsewhere from reaching it; nil where
    /// none does.
    func closed(_ target: UnitPath, to action: Action, from unit: UnitPath, at instant: Instant) -> UnitPath? {
        all.first { body in
            body.path.contains(target) && !body.path.contains(unit) && !body.shows(action, at: instant)
        }?.path
    }

    /// The bodies within an area that an action of someone who stands at a unit does not reach, those alone that are in
    /// no other.
    func closed(within area: UnitPath, to action: Action, from unit: UnitPath, at instant: Instant) -> [UnitPath] {
        var closed: [UnitPath] = []
        for body in all where area.contains(body.path) && !body.path.contains(unit) {
            if closed.contains(where: { $0.contains(body.path) }) || body.shows(action, at: instant) { continue }
            closed.append(body.path)
        }
        return closed
    }

    /// Of the facts of an observation, whether one stays inside a body on the way to where the observation was made.
    ///
    /// - Parameters:
    ///   - fact: its name.
    ///   - target: the unit that the observation is of.
    ///   - unit: where the person stands who wants to see it.
    public func withholds(fact: String, of target: UnitPath, from unit: UnitPath, at instant: Instant) -> Bool {
        all.contains { body in
            body.path.contains(target) && !body.path.contains(unit)
                && body.agreement(at: instant).map { $0.withholds(fact: fact) } ?? true
        }
    }
}
