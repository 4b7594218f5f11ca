import CCurl

/// A request's header lines as libcurl wants them; they have to outlive the transfer.
struct FieldList {
    /// The first element; nil when there was no memory.
    let list: UnsafeMutablePointer<curl_slist>?

    /// Copies the lines, of which there is at least one.
    init(_ lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                list = nil
                break
            }
            list = longer
        }
        self.list = list
    }

    /// Gives the memory back; the value must not be used afterwards.
    func free() {
        curl_slist_free_all(list)
    }
}
