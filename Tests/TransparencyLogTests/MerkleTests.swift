import Testing
import TransparencyLog

/// The eight leaves and the roots that Certificate Transparency's own tests use for RFC 6962.
@Suite struct MerkleTests {
    private static let inputs: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private static func tree(_ size: Int, _ input: @escaping (Int) -> [UInt8]) -> MerkleTree {
        MerkleTree(size: UInt64(size)) { level, index in subtree(level, index, input) }
    }

    private static func subtree(_ level: Int, _ index: UInt64, _ input: (Int) -> [UInt8]) -> MerkleHash {
        level == 0
            ? .leaf(input(Int(index)))
            : .node(subtree(level - 1, index * 2, input), subtree(level - 1, index * 2 + 1, input))
    }

    private static func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    @Test func rootsAreThoseOfTheStandard() throws {
        for (index, root) in Self.roots.enumerated() {
            let hash = try Self.tree(index + 1) { Self.inputs[$0] }.root()
            #expect(hash.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == root)
        }
    }

    @Test func everyInclusionProofHoldsAndNoOther() throws {
        for size in 1...70 {
            let tree = Self.tree(size, Self.number)
            let root = try tree.root()
            for index in 0..<size {
                let path = try #require(try tree.inclusionProof(of: UInt64(index)))
                func holds(_ leaf: Int, _ at: Int, _ path: [MerkleHash]) -> Bool {
                    MerkleProof.verifiesInclusion(
                        of: .leaf(Self.number(leaf)), at: UInt64(at), size: UInt64(size), path: path, root: root)
                }
                #expect(holds(index, index, path))
                #expect(!holds(index + 1, index, path))
                if size > 1 { #expect(!holds(index, (index + 1) % size, path)) }
                #expect(!holds(index, index, path + [root]))
                if !path.isEmpty { #expect(!holds(index, index, Array(path.dropLast()))) }
            }
            #expect(try tree.inclusionProof(of: UInt64(size)) == nil)
        }
    }

    @Test func everyConsistencyProofHoldsAndNoOther() throws {
        for later in 1...40 {
            let tree = Self.tree(later, Self.number)
            let root = try tree.root()
            for earlier in 1...later {
                let old = try Self.tree(earlier, Self.number).root()
                let path = try #require(try tree.consistencyProof(from: UInt64(earlier)))
                let head = (UInt64(later), root)
                #expect(MerkleProof.verifiesConsistency(from: (UInt64(earlier), old), to: head, path: path))
                #expect(!MerkleProof.verifiesConsistency(from: (UInt64(earlier), .empty), to: head, path: path))
                #expect(!MerkleProof.verifiesConsistency(from: (UInt64(earlier), old), to: head, path: path + [old]))
            }
        }
    }
}
