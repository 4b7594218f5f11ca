/// A share as a bar with its percentage behind it.
public enum ShareBar {
    /// The bar; unknown and empty wholes give an en dash alone.
    public static func html(_ part: Int?, of whole: Int?, _ context: ReportContext) -> HTML {
        guard let part, let whole, whole > 0 else { return .text(context.language.percent(part, of: whole)) }
        let share = min(max(Double(part) / Double(whole), 0), 1) * 100
        return .element(
            "span", [.classes(["share"])],
            [
                .element(
                    "svg",
                    [
                        .plain("viewBox", "0 0 100 6"), .plain("preserveAspectRatio", "none"),
                        .plain("aria-hidden", "true"), .plain("focusable", "false"),
                    ],
                    [
                        .element(
                            "rect", [.classes(["track"]), .number("width", 100), .number("height", 6)]),
                        .element(
                            "rect", [.classes(["fill"]), .decimal("width", share), .number("height", 6)]),
                    ]),
                .element("span", [], [.text(context.language.percent(part, of: whole))]),
            ])
    }
}
