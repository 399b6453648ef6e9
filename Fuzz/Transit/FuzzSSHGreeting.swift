@testable import Transit

/// What an SSH server may send first.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSSHGreeting(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = SSHGreeting.isOther(bytes)
    if let greeting = SSHGreeting(bytes) { precondition(greeting.banner.hasPrefix("SSH-")) }
    return 0
}
