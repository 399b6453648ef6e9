import Extraction

/// Text of one kind, the same for every run.
struct SampleText {
    let name: String
    let layout: TextPart.Layout
    private let line: @Sendable (inout SampleNumbers) -> String

    func text(bytes: Int) -> [UInt8] {
        var numbers = SampleNumbers(state: 2026)
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 1000)
        while text.count < bytes { text += line(&numbers).utf8 }
        return text
    }

    static let all: [SampleText] = [
        SampleText(name: "office-en", layout: .running) { numbers in
            let sentences = [
                "The committee noted the paper and invited departments to report progress at the next meeting.\n",
                "Members agreed that the consultation should be extended so that all stakeholders could respond.\n",
                "Colleagues are reminded to observe the procedures for handling documents of this kind.\n",
                "A summary of the views received is set out in the annex, together with the response proposed.\n",
            ]
            let sentence = sentences[Int(numbers.next() % 4)]
            return numbers.next() % 24 == 0
                ? "Please call \(numbers.phone()) or write to office\(numbers.digits(2))@example.gov.hk.\n" : sentence
        },
        SampleText(name: "office-zh", layout: .running) { numbers in
            let sentences = [
                "委員會備悉有關文件，並請各部門於下次會議匯報進展。\n", "議員普遍支持延長諮詢期，讓持份者有足夠時間提出意見。\n",
                "同事處理這類文件時，務須遵照既定程序行事。\n", "所收集的意見及建議回應，已撮述於附件。\n",
            ]
            let sentence = sentences[Int(numbers.next() % 4)]
            return numbers.next() % 24 == 0 ? "如有查詢，請致電\(numbers.phone())與本署職員聯絡。\n" : sentence
        },
        SampleText(name: "log", layout: .running) { numbers in
            "2026-03-1\(numbers.digits(1)) 10:\(numbers.digits(2)):07.\(numbers.digits(3)) INFO [\(numbers.hex(16))] GET /api/v1/item/\(numbers.digits(8)) 200 \(numbers.digits(5)) \(numbers.digits(2))ms ref=\(numbers.hex(32))\n"
        },
        SampleText(name: "csv", layout: .delimited(0x2C, header: false)) { numbers in
            "\(numbers.digits(6)),CHAN Tai Man,A\(numbers.digits(7)),19\(numbers.digits(2))-0\(1 + numbers.next() % 9)-1\(numbers.digits(1)),\(numbers.phone()),user\(numbers.digits(4))@example.com,\(numbers.digits(16)),\(numbers.digits(8))\n"
        },
        SampleText(name: "json", layout: .json) { numbers in
            #"{"requestId":"\#(numbers.hex(8))-\#(numbers.hex(4))","hkid":"A\#(numbers.digits(7))","mobile":"\#(numbers.phone())","orderNo":"\#(numbers.digits(8))","ts":17\#(numbers.digits(11)),"amount":\#(numbers.digits(5))}"#
                + "\n"
        },
        SampleText(name: "digits", layout: .running) { numbers in
            "\(numbers.digits(8)) \(numbers.digits(4))-\(numbers.digits(4)) \(numbers.digits(6)) \(numbers.digits(16)) \(numbers.digits(3)).\(numbers.digits(2)) \(numbers.digits(11))\n"
        },
    ]
}

/// Numbers that are the same on every machine.
struct SampleNumbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func digits(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in UInt8(0x30 + next() % 10) }, as: UTF8.self)
    }

    mutating func hex(_ count: Int) -> String {
        let alphabet = Array("0123456789abcdef".utf8)
        return String(decoding: (0..<count).map { _ in alphabet[Int(next() % 16)] }, as: UTF8.self)
    }

    mutating func phone() -> String { "9" + String(1 + next() % 8) + digits(6) }
}
