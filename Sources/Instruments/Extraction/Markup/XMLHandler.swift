/// What takes the parts of an XML document in order.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(Halt)
    func text(_ utf8: UnsafeRawBufferPointer) throws(Halt)
    func end(_ name: XMLName) throws(Halt)
    func finish() throws(Halt)
}
