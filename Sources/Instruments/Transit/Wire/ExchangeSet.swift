import Glibc

/// Exchanges under way on one thread, waited for together.
struct ExchangeSet {
    private var exchanges: [TLSExchange] = []
    private var entries: [pollfd] = []

    /// How many are under way.
    var count: Int { exchanges.count }

    /// Takes an exchange in and sends what can be sent at once.
    ///
    /// - Parameter learn: is told the answer where there is one already.
    mutating func begin(_ exchange: TLSExchange, _ learn: (TLSWire.Answer, TLSOffer) -> Void) {
        var exchange = exchange
        if let answer = exchange.proceed() {
            learn(answer, exchange.offer)
            return
        }
        entries.append(pollfd(fd: exchange.socket.descriptor, events: exchange.awaited, revents: 0))
        exchanges.append(exchange)
    }

    /// Waits until one or more can go on or are out of time, and lets them go on.
    ///
    /// - Parameter learn: is told the answers that came.
    mutating func wait(_ learn: (TLSWire.Answer, TLSOffer) -> Void) {
        let left = exchanges.reduce(Int.max) { min($0, $1.socket.deadline.milliseconds) }
        let ready = poll(&entries, nfds_t(entries.count), Int32(clamping: left))
        let hasFailed = ready < 0 && errno != EINTR
        for place in exchanges.indices.reversed() {
            var answer: TLSWire.Answer?
            if ready > 0, entries[place].revents != 0 {
                answer = exchanges[place].proceed()
            } else if hasFailed || exchanges[place].socket.deadline.milliseconds == 0 {
                answer = exchanges[place].end(.timeout)
            }
            entries[place].events = exchanges[place].awaited
            guard let answer else { continue }
            // The connection is closed before the next one begins.
            let offer = exchanges.remove(at: place).offer
            entries.remove(at: place)
            learn(answer, offer)
        }
    }
}
