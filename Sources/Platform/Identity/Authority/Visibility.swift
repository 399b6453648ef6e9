public import Model
public import Storage

/// The parts of the tree that someone may do something on: what every list, count, search and export is filtered by, in
/// the database, so that what is not to be seen is never read.
public struct Visibility: Sendable, Hashable {
    /// A part of the tree.
    struct Area: Sendable, Hashable {
        /// With all below it.
        let unit: UnitPath
        /// The one subject in it; nil for all.
        let subject: String?
        /// What is taken out of it.
        let except: [UnitPath]

        init(unit: UnitPath, subject: String? = nil, except: [UnitPath] = []) {
            self.unit = unit
            self.subject = subject
            self.except = except
        }

        func contains(_ target: Target) -> Bool {
            unit.contains(target.unit) && (subject == nil || subject == target.subject)
                && !except.contains { $0.contains(target.unit) }
        }

        /// Whether everything in another area is in this one.
        func covers(_ other: Area) -> Bool {
            unit.contains(other.unit) && (subject == nil || subject == other.subject)
                && except.allSatisfy { out in
                    !out.overlaps(other.unit) || other.except.contains { $0.contains(out) }
                }
        }
    }

    /// What may be seen, less the bars.
    private let areas: [Area]
    private let bars: [Area]

    init(areas: [Area], bars: [Area] = []) {
        var kept: [Area] = []
        for area in areas where !kept.contains(where: { $0.covers(area) }) {
            kept.removeAll { area.covers($0) }
            kept.append(area)
        }
        self.areas = kept
        self.bars = bars
    }

    /// Nothing at all.
    public static let nothing = Visibility(areas: [])

    /// Everything: for what the installation does itself.
    public static let everything = Visibility(areas: [Area(unit: .root)])

    /// Whether nothing at all is visible.
    public var isEmpty: Bool { areas.isEmpty }

    /// Whether the whole tree is visible, with every body.
    public var isEverything: Bool { bars.isEmpty && areas.contains { $0.covers(Area(unit: .root)) } }

    /// Whether a target is visible; who mended a finding is not looked at.
    public func contains(_ target: Target) -> Bool {
        areas.contains { $0.contains(target) } && !bars.contains { $0.contains(target) }
    }

    /// Whether all of a unit is visible, with all below it and everything in it.
    public func covers(_ unit: UnitPath) -> Bool {
        areas.contains { $0.covers(Area(unit: unit)) } && !bars.contains { $0.unit.overlaps(unit) }
    }

    /// The units that all that is visible lies in or below.
    public var units: [UnitPath] { areas.map(\.unit) }

    /// What of it lies in some units and below.
    public func within(_ units: [UnitPath]) -> Visibility {
        let parts = areas.flatMap { area in
            units.compactMap { unit -> Area? in
                guard area.unit.overlaps(unit) else { return nil }
                return Area(
                    unit: area.unit.contains(unit) ? unit : area.unit, subject: area.subject, except: area.except)
            }
        }
        return Visibility(areas: parts.filter { part in !part.except.contains { $0.contains(part.unit) } }, bars: bars)
    }

    /// A condition on a table whose rows have the path of their unit and their subject in columns.
    ///
    /// - Parameters:
    ///   - path: the column with the path, such as `unit_path`.
    ///   - subject: the column with the subject's id; nil where rows have none: then what is visible of one subject alone
    ///     shows no row.
    public func filter(path: StaticString, subject: StaticString?) -> SQL {
        Self.joined(
            areas.map { $0.condition(path, subject) }, less: bars.map { $0.bar(path, subject) })
    }

    /// A condition on a table whose rows have the id of their unit and their subject in columns: the tree is looked at
    /// once, and an index on the unit can be used.
    ///
    /// - Parameters:
    ///   - unit: the column with the unit's id.
    ///   - subject: the column with the subject's id, or nil.
    public func filter(unit: StaticString, subject: StaticString?) -> SQL {
        if isEverything { return "(1 = 1)" }
        func inside(_ condition: SQL) -> SQL { "\(raw: unit) IN (SELECT id FROM units WHERE \(condition))" }
        var shown: [SQL] = []
        let whole = areas.filter { $0.subject == nil }.map { $0.condition("path", nil) }
        if !whole.isEmpty { shown.append(inside(Self.joined(whole, less: []))) }
        for area in areas where area.subject != nil {
            guard let subject else { continue }
            let units = Area(unit: area.unit, except: area.except)
            shown.append("(\(raw: subject) = \(area.subject) AND \(inside(units.condition("path", nil))))")
        }
        let barred = bars.map { bar -> SQL in
            let units = inside(Area(unit: bar.unit).condition("path", nil))
            guard let barred = bar.subject else { return units }
            guard let subject else { return "(1 = 0)" }
            return "(COALESCE(\(raw: subject), '') = \(barred) AND \(units))"
        }
        return Self.joined(shown, less: barred)
    }

    private static func joined(_ shown: [SQL], less barred: [SQL]) -> SQL {
        guard var condition = shown.first else { return "(1 = 0)" }
        for next in shown.dropFirst() { condition = "\(condition) OR \(next)" }
        condition = "(\(condition))"
        for bar in barred { condition = "\(condition) AND NOT \(bar)" }
        return barred.isEmpty ? condition : "(\(condition))"
    }
}

extension Visibility.Area {
    fileprivate func condition(_ path: StaticString, _ column: StaticString?) -> SQL {
        var condition: SQL = unit == .root ? "1 = 1" : Self.below(unit, path)
        if let subject {
            guard let column else { return "(1 = 0)" }
            condition = "\(condition) AND \(raw: column) = \(subject)"
        }
        for out in except { condition = "\(condition) AND NOT \(Self.below(out, path))" }
        return "(\(condition))"
    }

    /// A unit with all below it is one range of texts sorted by their bytes, which an index can find: "0" comes after "/".
    private static func below(_ unit: UnitPath, _ path: StaticString) -> SQL {
        "(\(raw: path) >= \(unit.text) AND \(raw: path) < \(unit.text.dropLast() + "0"))"
    }

    fileprivate func bar(_ path: StaticString, _ column: StaticString?) -> SQL {
        guard let subject else { return condition(path, column) }
        guard let column else { return "(1 = 0)" }
        // A row without a subject must come out as false, and not as unknown, which NOT would leave unknown.
        return "(\(Visibility.Area(unit: unit).condition(path, nil)) AND COALESCE(\(raw: column), '') = \(subject))"
    }
}
