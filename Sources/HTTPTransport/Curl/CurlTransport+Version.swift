extension CurlTransport {
    /// The version of the libcurl that was loaded, such as `7.88.1`; it need not be the one larkcast was built with.
    public static var libraryVersion: String {
        CurlLibrary.facts()?.version ?? "unknown"
    }
}
