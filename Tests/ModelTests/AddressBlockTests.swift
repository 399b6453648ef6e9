import Model
import Testing

@Suite(.timeLimit(.minutes(10))) struct AddressBlockTests {
    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3/8", "10.9.9.9", true),
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "203.0.113.1", true),
            ("0.0.0.0/0", "::1", false), ("::/0", "127.0.0.1", false), ("fd00::/8", "fdff::1", true),
            ("fd00::/8", "fe80::1", false), ("2001:db8::/96", "2001:db8::ffff:1", true),
            ("2001:db8::/96", "2001:db8::1:0:1", false),
            // An IPv4 address in the guise of IPv6 is not in the network.
            ("127.0.0.0/8", "::ffff:127.0.0.1", false),
        ] as [(String, String, Bool)])
    func aBlockHoldsItsAddresses(block: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(#require(IPAddress(address))) == isIn)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8", "::/129", "host/8", "010.0.0.1",
    ])
    func whatIsNoBlockIsRefused(text: String) { #expect(AddressBlock(text) == nil) }
}
