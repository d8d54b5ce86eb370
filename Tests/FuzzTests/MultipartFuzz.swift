import Dashboard
import TestSupport
import Testing

/// Forms with photos in them, as browsers send them.
enum MultipartFuzz {
  private static let boundary = "----b7MA4"

  private static let sample = """
    ------b7MA4\r\nContent-Disposition: form-data; name="key"\r\n\r\n41f0\r
    ------b7MA4\r\nContent-Disposition: form-data; name="value:E-1"\r\n\r\n0.7 MPa\r
    ------b7MA4\r\nContent-Disposition: form-data; name="photo:E-1"; filename="a %22b%22.jpg"\r
    Content-Type: image/jpeg\r\n\r\n\u{FF}\u{D8}\r\n--\r\n----\r\n\r
    ------b7MA4\r\nContent-Disposition: form-data; name="photo:E-2"; filename=""\r
    Content-Type: application/octet-stream\r\n\r\n\r
    ------b7MA4--\r\n
    """

  static let targets = [
    FuzzTarget(
      name: "multipart", samples: [Array(sample.utf8)],
      pieces: [
        "\r\n------b7MA4", "------b7MA4", "--", "\r\n\r\n", "; name=\"", "; filename=\"", "%22", "%0D%0A",
        "Content-Disposition: form-data; name=\"a\"\r\n\r\n", "content-disposition:",
      ]
    ) { try hold($0) },
    FuzzTarget(
      name: "multipart-type",
      samples: [
        "multipart/form-data; boundary=----b7MA4", "Multipart/Form-Data;charset=utf-8; BOUNDARY=\"a b\"",
      ]
      .map { Array($0.utf8) }, pieces: ["boundary=", "\"", ";"]
    ) { bytes in
      guard let boundary = MultipartForm.boundary(of: String(decoding: bytes, as: UTF8.self)) else { return }
      guard !boundary.isEmpty, boundary.utf8.count <= 200 else {
        throw FuzzTargets.Broken("\"\(boundary)\" is no boundary")
      }
      // Whatever it is, a form that is written with it can be read.
      let form = Form(boundary: boundary, parts: [.init(name: "a", content: [1, 2, 3])])
      guard try form.read() == form.parts else {
        throw FuzzTargets.Broken("\"\(boundary)\" does not part a form")
      }
    },
  ]

  /// What is read lies in the body, holds no boundary, and says the same when it is written anew.
  private static func hold(_ body: [UInt8]) throws {
    guard let parts = try? MultipartForm.parts(body, boundary: boundary) else { return }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    for part in parts {
      guard body.indices.contains(part.content.startIndex) || part.content.isEmpty,
        Array(part.content) == Array(body[part.content.indices])
      else { throw FuzzTargets.Broken("\(part.name) is not in the body") }
      if Form.contains(delimiter, in: part.content) {
        throw FuzzTargets.Broken("\(part.name) goes on behind its end")
      }
    }
    // A name is written anew only where browsers could have sent it.
    let form = Form(
      boundary: boundary,
      parts: parts.map { Form.Part(name: $0.name, isFile: $0.isFile, content: Array($0.content)) })
    guard parts.allSatisfy({ !$0.name.contains("\r\n") && !$0.name.contains("%") }) else { return }
    guard try form.read() == form.parts else { throw FuzzTargets.Broken("the form is another one") }
  }

  /// A form as browsers write it.
  struct Form {
    struct Part: Hashable {
      var name: String
      var isFile = false
      var content: [UInt8]
    }

    var boundary: String
    var parts: [Part]

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      for part in parts {
        let name = part.name.replacing("\"", with: "%22").replacing("\n", with: "%0D%0A")
        bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"".utf8)
        if part.isFile { bytes += Array("; filename=\"a.jpg\"\r\nContent-Type: image/jpeg".utf8) }
        bytes += Array("\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
      }
      return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    func read() throws -> [Part] {
      try MultipartForm.parts(bytes, boundary: boundary).map {
        Part(name: $0.name, isFile: $0.isFile, content: Array($0.content))
      }
    }

    static func contains(_ bytes: [UInt8], in content: some RandomAccessCollection<UInt8>) -> Bool {
      guard content.count >= bytes.count else { return false }
      return (0...content.count - bytes.count).contains { content.dropFirst($0).starts(with: bytes) }
    }
  }
}

@Suite struct MultipartTests {
  /// Forms from a seed, whose contents are made of what the parser looks for.
  @Test(arguments: 1...200 as ClosedRange<UInt64>) func whatBrowsersSendIsRead(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let boundary = String(
      (0..<Int.random(in: 1...60, using: &random)).map { _ in
        "-ab'()+_,./:=?".randomElement(using: &random) ?? "-"
      })
    let delimiter = Array("\r\n--\(boundary)".utf8)
    let crumbs = [
      "\r", "\n", "-", "--", "\r\n", "\r\n--", "\r\n\r\n", boundary, "\0", "检", "Content-Disposition:",
    ]
    func content() -> [UInt8] {
      while true {
        let bytes = (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in
          Array((crumbs.randomElement(using: &random) ?? "").utf8)
        }
        // The line's end before a content may be the delimiter's as well.
        if !MultipartFuzz.Form.contains(delimiter, in: Array("\r\n".utf8) + bytes) { return bytes }
      }
    }
    let form = MultipartFuzz.Form(
      boundary: boundary,
      parts: (0..<Int.random(in: 1...6, using: &random)).map { _ in
        let name = (0..<Int.random(in: 0...8, using: &random)).map { _ in
          "a:\"\n;= é检".randomElement(using: &random) ?? "a"
        }
        return .init(name: String(name), isFile: Bool.random(using: &random), content: content())
      })
    #expect(try form.read() == form.parts)
    for _ in 0..<20 {
      let cut = Array(form.bytes.prefix(Int.random(in: 0..<form.bytes.count - 4, using: &random)))
      #expect(throws: MultipartForm.Failure.self) { try MultipartForm.parts(cut, boundary: boundary) }
    }
  }
}
