/// A badge as an image: SVG with nothing from elsewhere.
struct BadgeImage: Sendable {
    private let badge: Badge

    init(_ badge: Badge) { self.badge = badge }

    var text: String {
        let (left, right) = (Self.width(badge.label), Self.width(badge.message))
        let (label, message) = (Escaped.xml(badge.label), Escaped.xml(badge.message))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="20" role="img" \
            aria-label="\(label): \(message)">
              <title>\(label): \(message)</title>
              <clipPath id="r"><rect width="\(left + right)" height="20" rx="3"/></clipPath>
              <g clip-path="url(#r)">
                <rect width="\(left)" height="20" fill="#444"/>
                <rect x="\(left)" width="\(right)" height="20" fill="\(badge.isGreen ? "#2e7d32" : "#b3261e")"/>
              </g>
              <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">
                <text x="\(left / 2)" y="14" textLength="\(left - 12)">\(label)</text>
                <text x="\(left + right / 2)" y="14" textLength="\(right - 12)">\(message)</text>
              </g>
            </svg>

            """
    }

    /// About the width in the font that is asked for; the image is stretched to it in any other.
    private static func width(_ text: String) -> Int { text.count * 13 / 2 + 12 }
}
