import Dashboard
import Inspection
import Testing

@Suite struct HTMLTests {
  @Test func whatIsNoLiteralIsText() {
    let name = "<b>\"A\" & 'B'</b>\u{7}"
    let html: HTML = "<td title=\"\(name)\">\(name)</td>"
    let text = "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;"
    #expect(html.text == "<td title=\"\(text)\">\(text)</td>")
  }

  @Test func piecesAreNotEscapedTwice() {
    let piece: HTML = "<i>\("a&b")</i>"
    let nothing: HTML? = nil
    let html: HTML = "\(piece)\(nothing)\([piece, piece])\(3)"
    #expect(html.text == "<i>a&amp;b</i><i>a&amp;b</i><i>a&amp;b</i>3")
  }

  @Test func addressesKeepWhatTheySay() {
    #expect(PagePath.path("sites", "a/b ?#&ü") == "/sites/a%2Fb%20%3F%23%26%C3%BC")
    #expect(PagePath.url("/x", [("a", "1&2"), ("b", nil), ("c", "")]) == "/x?a=1%262")
  }

  @Test func formsAreReadAsBrowsersSendThem() {
    let fields = FormFields("a=1+2%2B3&b=&c=x&c=y&%zz=1&d=%0D%0Aline%0D%0Atwo")
    #expect(fields["a"] == "1 2+3")
    #expect(fields["b"] == "")
    #expect(fields.all("c") == ["x", "y"])
    #expect(fields["d"] == "line\ntwo")
  }
}
