/// What a place may hold, weighed shape by shape, until the likeliest reading of it stands.
struct Choice {
    var best: (match: ShapeMatch, detector: Int, support: Support)?
    /// Where the first reading ends, whatever became of it.
    var firstEnd: Int?
    /// Whether a reading waits for the judgement on its column.
    var waits = false
}
