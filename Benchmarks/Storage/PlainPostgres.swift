import CLibPQ

/// PostgreSQL by libpq's blocking interface, one connection and no port.
struct PlainPostgres {
    private let connection: OpaquePointer

    init(address: String) throws {
        guard let connection = PQconnectdb(address), PQstatus(connection) == CONNECTION_OK else {
            preconditionFailure("the server answers")
        }
        self.connection = connection
        run(
            "CREATE TABLE plain (id BIGINT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL)"
        )
        run("CREATE INDEX plain_by_subject ON plain (subject, at)")
    }

    func run() -> [Workload.Measure: Double] {
        let bulk = ContinuousClock().measure {
            for start in stride(from: 0 as Int64, to: 200_000, by: 10_000) { copy(start..<start + 10_000) }
        }
        PQclear(
            PQprepare(connection, "insert", "INSERT INTO plain (id, subject, at, body) VALUES ($1, $2, $3, $4)", 4, nil)
        )
        let single = ContinuousClock().measure {
            for id in 2_000_000..<2_002_000 as Range<Int64> {
                call("insert", ["\(id)", "system-\(id % 1_000)", "\(id)", Workload.body], PGRES_COMMAND_OK)
            }
        }
        PQclear(PQprepare(connection, "select", "SELECT subject, at, body FROM plain WHERE id = $1", 1, nil))
        let point = ContinuousClock().measure {
            for number in 0..<10_000 as Range<Int64> {
                call("select", ["\(number * 7_919 % 200_000)"], PGRES_TUPLES_OK)
            }
        }
        return [
            .bulk: Workload.rate(200_000, bulk), .single: Workload.rate(2_000, single),
            .point: Workload.rate(10_000, point),
        ]
    }

    private func copy(_ ids: Range<Int64>) {
        PQclear(PQexec(connection, "COPY plain FROM STDIN"))
        for id in ids {
            let line = "\(id)\tsystem-\(id % 1_000)\t\(id)\t\(Workload.body)\n"
            PQputCopyData(connection, line, Int32(line.utf8.count))
        }
        PQputCopyEnd(connection, nil)
        while let result = PQgetResult(connection) {
            precondition(PQresultStatus(result) == PGRES_COMMAND_OK, "the server copies")
            PQclear(result)
        }
    }

    private func call(_ name: String, _ values: [String], _ wanted: ExecStatusType) {
        let result = withoutNull(values) { PQexecPrepared(connection, name, Int32(values.count), $0, nil, nil, 0) }
        precondition(PQresultStatus(result) == wanted, "the server runs \(name)")
        _ = (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, 0, $0)) }
        PQclear(result)
    }

    private func withoutNull(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> OpaquePointer?
    ) -> OpaquePointer? {
        var block: [CChar] = []
        let starts = texts.map { text in
            defer { block += text.utf8CString }
            return block.count
        }
        return block.withUnsafeBufferPointer { buffer in
            starts.map { start in buffer.baseAddress.map { $0 + start } }.withUnsafeBufferPointer {
                body($0.baseAddress)
            }
        }
    }

    private func run(_ text: String) {
        let result = PQexec(connection, text)
        precondition(PQresultStatus(result) == PGRES_COMMAND_OK, "the server runs \(text)")
        PQclear(result)
    }
}
