import CVectorscan
import Model
import Synchronization

/// Vectorscan's working memory: one piece for each scan that is under way, kept for the next one.
final class ScratchPool: Sendable {
    /// A piece of working memory that one owner at a time uses.
    private struct Scratch: @unchecked Sendable {
        // The pool's lock hands each to one scan at a time.
        let pointer: OpaquePointer
    }

    private struct State {
        /// Fits every database of the set; only ever cloned.
        var model: Scratch?
        var idle: [Scratch] = []
    }

    private let state = Mutex(State())

    deinit {
        state.withLock { state in
            for scratch in state.idle { hs_free_scratch(scratch.pointer) }
            if let model = state.model { hs_free_scratch(model.pointer) }
        }
    }

    /// Makes all scratches to come fit a database.
    func fit(_ database: PatternDatabase) throws(Fault) {
        let fault = state.withLock { state -> Fault? in
            var pointer = state.model?.pointer
            do throws(Fault) { try database.prepare(&pointer) } catch { return error }
            state.model = pointer.map(Scratch.init)
            return nil
        }
        if let fault { throw fault }
    }

    /// Runs a scan with a scratch of its own.
    ///
    /// - Returns: nil where there is no memory for another one.
    func withScratch<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
        let taken = state.withLock { state -> Scratch? in
            if let scratch = state.idle.popLast() { return scratch }
            var clone: OpaquePointer?
            guard let model = state.model, hs_clone_scratch(model.pointer, &clone) == HS_SUCCESS else { return nil }
            return clone.map(Scratch.init)
        }
        guard let taken else { return nil }
        let result = body(taken.pointer)
        state.withLock { $0.idle.append(taken) }
        return result
    }
}
