import StrictJSON

extension ManifestDecoder {
    /// What is wrong with the placeholders of a part of the message; on the direct channel alone, since a batch fills
    /// none.
    mutating func checkPlaceholders(_ place: ManifestPlace, _ spot: MessageSpot) {
        guard channel == .direct else { return }
        let value = place.node.value
        guard MessagePlaces.holdPlaceholder(value) else { return }
        for (pointer, fault) in MessagePlaces.faults(in: value, at: MessagePlaces.part(spot, at: place.pointer)) {
            let node = place.node.nearest(to: String(pointer.dropFirst(place.pointer.count)))
            log.add(fault.message, at: node.offset, pointer: pointer, suggestion: fault.hint)
        }
    }
}
