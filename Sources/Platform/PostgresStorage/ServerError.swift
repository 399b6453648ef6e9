import CLibPQ
import Model

/// What the server, or the way to it, refused.
struct ServerError: Error {
    /// What may be done about it.
    enum Remedy {
        /// Another transaction came between: the body can run again.
        case again
        /// The connection is of no more use; another one may be.
        case anotherConnection
        /// The server takes no more connections.
        case fewerConnections
        case none
    }

    var fault: Fault
    let remedy: Remedy

    /// The same, where trying again at once would be of no use: nobody was let in.
    var asFinal: ServerError {
        if case .fewerConnections = remedy { return self }
        return ServerError(fault: fault, remedy: .none)
    }

    /// The same, where the connection ended with it.
    var asLost: ServerError { ServerError(fault: fault, remedy: .anotherConnection) }

    /// The server ended the connection, or it broke.
    static func lost(_ problem: String, at place: SourcePlace) -> ServerError {
        ServerError(
            fault: Fault("storage.unavailable", ["problem": problem], at: place), remedy: .anotherConnection)
    }
}

extension ServerError {
    /// Reads an error out of a result, without any value of a row: DETAIL, HINT, CONTEXT and messages that quote
    /// values are left where they are.
    init(_ result: OpaquePointer, at place: SourcePlace) {
        guard let state = Self.field(result, "C") else {
            self = .lost(Self.line(PQresultErrorMessage(result)), at: place)
            return
        }
        // Table, column, data type and constraint, as the server names them (PQresultErrorField).
        var words = ["SQLSTATE \(state)"] + ["t", "c", "d", "n"].compactMap { Self.field(result, $0) }
        if Self.speaksOfNoValue(state), let message = Self.field(result, "M") { words.append(message) }
        self.init(state: state, problem: words.joined(separator: " "), at: place)
    }

    /// An error by its SQLSTATE (PostgreSQL, appendix A).
    init(state: String, problem: String, at place: SourcePlace) {
        let (fault, remedy): (Fault, Remedy) =
            switch (state.prefix(2), state) {
            case (_, "40001"), (_, "40P01"): (Fault("storage.busy"), .again)
            case (_, "53100"): (Fault("storage.full"), .none)
            case (_, "53300"): (Fault("storage.busy"), .fewerConnections)
            case (_, "57P03"), (_, "55P03"), (_, "57014"): (Fault("storage.busy"), .none)
            case (_, "25006"): (Fault("storage.read-only"), .none)
            case (_, "XX001"), (_, "XX002"): (Fault("storage.corrupt"), .none)
            case (_, "57P01"), (_, "57P02"), (_, "25P03"), ("08", _):
                (Fault("storage.unavailable", ["problem": problem]), .anotherConnection)
            case ("23", _): (Fault("storage.constraint", ["problem": problem]), .none)
            case ("28", _), (_, "42501"): (Fault("storage.denied", ["problem": problem]), .none)
            // A schema that changed under a prepared statement, or a statement that the server has forgotten.
            case (_, "0A000"), (_, "26000"): (Fault("storage.refused", ["problem": problem]), .anotherConnection)
            case ("53", _), ("57", _), ("58", _), ("XX", _), ("3D", _):
                (Fault("storage.unavailable", ["problem": problem]), .none)
            default: (Fault("storage.refused", ["problem": problem]), .none)
            }
        self.init(fault: Fault(fault.message.id, fault.message.arguments, at: place), remedy: remedy)
    }

    private static func speaksOfNoValue(_ state: String) -> Bool {
        ["08", "0A", "25", "26", "28", "3D", "42", "53", "55", "57", "58", "XX"].contains(state.prefix(2))
    }

    private static func field(_ result: OpaquePointer, _ code: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }

    /// The first line of a message of libpq's own.
    static func line(_ message: UnsafePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "the connection was lost"
    }
}
