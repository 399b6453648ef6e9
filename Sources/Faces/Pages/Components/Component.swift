/// A part of pages, such as a table or a status mark.
public protocol Component {
    /// Writes it.
    func write(_ page: inout PageWriter)
}
