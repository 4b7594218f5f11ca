import Testing

@testable import FeishuSandbox

@Suite struct CallQueryTests {
    @Test(
        arguments: [
            ("a=1&b=2", "a", Optional("1")), ("a=1&a=2", "a", "2"), ("a=", "a", nil), ("a", "a", nil), ("", "a", nil),
            ("a=b=c", "a", "b=c"), ("a=x%2By%2F%3D", "a", "x+y/="), ("a=x+y", "a", "x y"), ("a%5B=1", "a[", "1"),
            ("a=%E4%BD%A0", "a", "你"), ("a=100%", "a", "100%"),
        ] as [(String, String, String?)])
    func readsAsFormsAreRead(_ text: String, _ name: String, _ value: String?) {
        #expect(CallQuery(text)[name] == value)
    }

    @Test func keepsEveryValueOfARepeatedName() {
        #expect(CallQuery("a=1&b=x&a=2&a=1").all("a") == ["1", "2", "1"])
        #expect(CallQuery(nil).all("a") == [])
    }
}
