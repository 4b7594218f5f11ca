import CCurl

/// Ends a lane's wait for its socket from another thread, the one call libcurl allows there.
///
/// Unchecked because the pointer is not Sendable; ``CurlCall`` drops the waker before the lane closes the handle.
struct LaneWaker: @unchecked Sendable {
    private let multi: UnsafeMutableRawPointer

    init(multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    /// Makes the lane look at its call at once.
    func wake() {
        curl_multi_wakeup(multi)
    }
}
