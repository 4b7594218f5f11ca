import Crypto
import Foundation
import JobModel

/// Looks a plan over once more before it is frozen: from then on its bytes are sent without a thought.
enum PlanCheck {
    /// Refuses a plan whose parts contradict each other.
    static func verify(_ plan: RunPlan) throws(StoreError) {
        guard !plan.batches.isEmpty else { throw invalid("it has no batch") }
        var seen: [IDKind: [String]] = [:]
        var total = 0
        for (position, batch) in plan.batches.enumerated() {
            guard batch.ordinal == position + 1 else { throw invalid("its batches are not numbered from 1") }
            guard let ids = try? RecipientsList.decode(batch.recipientsJSON), ids.count == batch.recipientCount,
                (1...(plan.channel == .direct ? 1 : 200)).contains(ids.count)
            else { throw invalid("batch \(batch.ordinal) does not list the recipients it counts") }
            seen[batch.idKind, default: []] += ids
            guard plan.body(of: batch).sha256 == batch.bodySHA256 else {
                throw invalid("the bytes of batch \(batch.ordinal) do not have their hash")
            }
            total += ids.count
        }
        for ids in seen.values.map({ $0.sorted() }) where zip(ids, ids.dropFirst()).contains(where: ==) {
            throw invalid("a recipient appears twice")
        }
        let (left, overflow) = plan.targeted.subtractingReportingOverflow(total)
        guard !overflow, plan.excluded >= 0, plan.duplicate >= 0, plan.unreachable >= 0,
            left - plan.excluded == plan.duplicate + plan.unreachable
        else {
            throw invalid("its balance sheet does not add up")
        }
        try verifyWaves(plan)
    }

    /// A batch beyond the last wave would never leave, and a wave without a wait behind it would never open the next.
    private static func verifyWaves(_ plan: RunPlan) throws(StoreError) {
        let lengths = plan.waveLengths
        guard lengths.allSatisfy({ $0 > 0 }), lengths.reduce(0, +) == plan.batches.count else {
            throw invalid("its waves do not hold each batch once")
        }
        guard lengths.count == 1 || plan.delivery.waves != nil else {
            throw invalid("it has waves, and nothing says how long to wait between them")
        }
    }

    /// SHA-256 of a request body made of its three parts, in lower-case hex.
    static func bodyHash(_ head: Data, _ own: Data, _ tail: Data) -> String {
        var hash = SHA256()
        hash.update(data: head)
        hash.update(data: own)
        hash.update(data: tail)
        return hash.finalize().hex
    }

    private static func invalid(_ reason: String) -> StoreError {
        StoreError(
            .invalidPlan, "the plan cannot be frozen: \(reason)",
            hint: "this is a mistake in larkcast; nothing was sent")
    }
}
