/// Takes the rows and cells that a ``CSVScanner`` finds, in the order of the file.
protocol CSVSink {
    /// A cell has ended; its bytes are without quotes and not checked for UTF-8.
    mutating func cell(_ bytes: [UInt8], at place: CSVPlace)
    /// A row has ended; `isWhole` is false when a fault cut it short.
    mutating func endRow(isWhole: Bool)
    /// Something is not CSV.
    mutating func fault(_ fault: CSVFault, at place: CSVPlace)
}

/// A place in a file: line from 1, column in Unicode scalars from 1.
struct CSVPlace: Sendable, Equatable {
    var line = 1
    var column = 1
}

/// What RFC 4180 does not allow, or nothing sensible can be made of.
enum CSVFault: Sendable, Equatable {
    /// A quote in the middle of a cell that does not start with one.
    case strayQuote
    /// Something between the closing quote and the comma.
    case textAfterQuote
    /// The file ends inside quotes.
    case unclosedQuote
    /// A NUL byte.
    case nul
    /// A carriage return without a line feed.
    case loneCarriageReturn
    /// A cell beyond ``CSVScanner/longestCell``; nothing after it is read.
    case tooLong
}

/// Takes RFC 4180 apart as its bytes arrive, in chunks cut anywhere.
///
/// Rows end with CRLF or LF, the last one with the file. After a fault the rest of its line is skipped, so that one slip is
/// one problem. No more than one cell is kept.
struct CSVScanner {
    /// Most bytes of a cell: a quote that is never closed must not swallow the file into memory.
    static let longestCell = 64 * 1024

    private enum State {
        /// Before the first byte of a cell.
        case start
        /// In a cell without quotes.
        case plain
        /// Between quotes.
        case quoted
        /// After a quote inside quotes: the end, or the first half of a quote that is meant.
        case quote
        /// After a carriage return that should end the row.
        case carriageReturn
        /// In the rest of a line with a fault.
        case skipping
        /// After a fault that leaves nothing to be read.
        case over
    }

    private var state = State.start
    private var cell: [UInt8] = []
    private var place = CSVPlace()
    private var cellPlace = CSVPlace()
    private var hasCells = false

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Whether a fault leaves nothing more to be read.
    var isOver: Bool { state == .over }

    /// Reads a chunk.
    mutating func read(_ chunk: ArraySlice<UInt8>, into sink: inout some CSVSink) {
        chunk.withUnsafeBufferPointer { read($0, into: &sink) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, into sink: inout some CSVSink) {
        var index = 0
        while index < bytes.count {
            // Most bytes are like their neighbours: they are taken a stretch at a time.
            let end = plainEnd(bytes, from: index)
            if end > index {
                take(UnsafeBufferPointer(rebasing: bytes[index..<end]), &sink)
                index = end
                continue
            }
            let byte = bytes[index]
            switch state {
            case .start: start(byte, &sink)
            case .plain: plain(byte, &sink)
            case .quoted: quoted(byte, &sink)
            case .quote: afterQuote(byte, &sink)
            case .carriageReturn: afterCarriageReturn(byte, &sink)
            case .skipping: if byte == Self.lineFeed { endRow(isWhole: false, &sink) }
            case .over: return
            }
            if byte == Self.lineFeed {
                place.line += 1
                place.column = 1
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
            index += 1
        }
    }

    /// Where a stretch of bytes ends that only make a cell longer.
    private func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        switch state {
        case .start, .plain:
            while end < bytes.count, Self.isPlain(bytes[end]) { end += 1 }
        case .quoted:
            while end < bytes.count, Self.isPlain(bytes[end]) || bytes[end] == Self.comma { end += 1 }
        case .quote, .carriageReturn, .skipping, .over: break
        }
        return end
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > comma || (byte != comma && byte != quote && byte != lineFeed && byte != carriageReturn && byte != 0)
    }

    private mutating func take(_ stretch: UnsafeBufferPointer<UInt8>, _ sink: inout some CSVSink) {
        if state == .start {
            cellPlace = place
            state = .plain
        }
        cell.append(contentsOf: stretch)
        for byte in stretch where byte & 0xC0 != 0x80 { place.column += 1 }
        if cell.count > Self.longestCell { tooLong(&sink) }
    }

    /// Says that the file has ended.
    mutating func finish(into sink: inout some CSVSink) {
        switch state {
        case .start:
            cellPlace = place
            if hasCells { endCell(&sink) }
        case .plain, .quote: endCell(&sink)
        case .quoted: fault(.unclosedQuote, at: cellPlace, &sink)
        case .carriageReturn: fault(.loneCarriageReturn, at: place, &sink)
        case .skipping, .over: break
        }
        switch state {
        case .over: break
        case .skipping: sink.endRow(isWhole: false)
        default: if hasCells { sink.endRow(isWhole: true) }
        }
        state = .over
    }

    private mutating func start(_ byte: UInt8, _ sink: inout some CSVSink) {
        cellPlace = place
        if byte == Self.quote {
            state = .quoted
        } else {
            plain(byte, &sink)
        }
    }

    private mutating func plain(_ byte: UInt8, _ sink: inout some CSVSink) {
        switch byte {
        case Self.comma: endCell(&sink)
        case Self.lineFeed:
            endCell(&sink)
            endRow(isWhole: true, &sink)
        case Self.carriageReturn: state = .carriageReturn
        case Self.quote: fault(.strayQuote, at: place, &sink)
        case 0: fault(.nul, at: place, &sink)
        default:
            state = .plain
            append(byte, &sink)
        }
    }

    private mutating func quoted(_ byte: UInt8, _ sink: inout some CSVSink) {
        switch byte {
        case Self.quote: state = .quote
        case 0: fault(.nul, at: place, &sink)
        default: append(byte, &sink)
        }
    }

    private mutating func afterQuote(_ byte: UInt8, _ sink: inout some CSVSink) {
        switch byte {
        case Self.quote:
            state = .quoted
            append(byte, &sink)
        case Self.comma, Self.lineFeed, Self.carriageReturn: plain(byte, &sink)
        default: fault(.textAfterQuote, at: place, &sink)
        }
    }

    private mutating func afterCarriageReturn(_ byte: UInt8, _ sink: inout some CSVSink) {
        guard byte == Self.lineFeed else { return fault(.loneCarriageReturn, at: place, &sink) }
        endCell(&sink)
        endRow(isWhole: true, &sink)
    }

    private mutating func append(_ byte: UInt8, _ sink: inout some CSVSink) {
        cell.append(byte)
        if cell.count > Self.longestCell { tooLong(&sink) }
    }

    private mutating func tooLong(_ sink: inout some CSVSink) {
        fault(.tooLong, at: cellPlace, &sink)
        state = .over
    }

    private mutating func endCell(_ sink: inout some CSVSink) {
        sink.cell(cell, at: cellPlace)
        cell.removeAll(keepingCapacity: true)
        hasCells = true
        state = .start
    }

    private mutating func endRow(isWhole: Bool, _ sink: inout some CSVSink) {
        sink.endRow(isWhole: isWhole)
        hasCells = false
        state = .start
    }

    private mutating func fault(_ fault: CSVFault, at place: CSVPlace, _ sink: inout some CSVSink) {
        sink.fault(fault, at: place)
        cell.removeAll(keepingCapacity: true)
        state = .skipping
    }
}
