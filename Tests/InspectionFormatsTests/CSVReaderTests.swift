import Inspection
import InspectionFormats
import TestSupport
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
  private struct Read: Equatable {
    var rows: [[String]] = []
    var lines: [Int] = []
    var offsets: [Int] = []
    var faults: [String] = []
  }

  private func read(_ bytes: [UInt8], offset: Int = 0, line: Int = 1) -> Read {
    var reader = CSVReader(InputFile(name: "t.csv", content: bytes), offset: offset, line: line)
    var (result, row) = (Read(), CSVRow())
    while true {
      do throws(CSVFault) {
        guard try reader.next(into: &row) else { return result }
        result.rows.append(row.fields.map { reader.text(of: $0, keepingBlanks: true) })
        result.lines.append(row.line)
        result.offsets.append(row.offset)
      } catch {
        result.faults.append("\(error.line): \(error.message)")
      }
    }
  }

  @Test(
    "rows are what RFC 4180 says",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
      ("a\rb\r", [["a"], ["b"]]),
      ("a,,\n,b,", [["a", "", ""], ["", "b", ""]]), ("\"a,\"\"b\"\"\",\"c\nd\"\n", [["a,\"b\"", "c\nd"]]),
      ("\"\",\"\"", [["", ""]]), ("\n\na\n\r\n\nb\n", [["a"], ["b"]]), ("", []), ("\n", []),
      (",", [["", ""]]),
      ("\"a\r\nb\",c", [["a\r\nb", "c"]]), (" a , b ", [[" a ", " b "]]),
    ])
  func rows(text: String, rows: [[String]]) {
    let result = read(Array(text.utf8))
    #expect(result.rows == rows)
    #expect(result.faults.isEmpty)
  }

  @Test("a byte order mark is no part of the first field")
  func mark() {
    #expect(read([0xEF, 0xBB, 0xBF] + Array("a,b".utf8)).rows == [["a", "b"]])
  }

  @Test(
    "a fault names its lines, and reading goes on with the next row",
    arguments: [
      ("a\n\"b\nc\nd", [["a"]], ["2: the quote opened on line 2 is never closed"]),
      (
        "x\n\"b\nc\"d,e\nf", [["x"], ["f"]],
        [
          "3: text follows a closing quote; its quote was opened on line 2 (a quote inside a quoted field must be doubled)"
        ]
      ),
      (
        "a\nb,c\"d\ne", [["a"], ["e"]],
        [
          "2: field 2 has a quote in it, but does not begin with one; put the field in quotes and double the quotes inside"
        ]
      ),
    ])
  func faults(text: String, rows: [[String]], faults: [String]) {
    let result = read(Array(text.utf8))
    #expect(result.rows == rows)
    #expect(result.faults == faults)
  }

  @Test("what is written comes back, and reading can start at any row", arguments: 0..<60)
  func roundTrip(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = ["\"", ",", "\n", "\r", "\r\n", " ", "a", "b", "é", "火", "👩‍🚒", "\t", "#", "|"]
    let width = Int.random(in: 2...6, using: &random)
    let rows = (0..<40).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
          .joined()
      }
    }
    let end = ["\n", "\r\n"].randomElement(using: &random) ?? "\n"
    let text = rows.map { row in
      row.map { field in
        let mustQuote = field.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
        guard mustQuote || Bool.random(using: &random) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: ",")
    }.joined(separator: end)
    let bytes = Array(text.utf8)
    let whole = read(bytes)
    #expect(whole.faults.isEmpty)
    #expect(whole.rows.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    for index in whole.rows.indices {
      let tail = read(bytes, offset: whole.offsets[index], line: whole.lines[index])
      #expect(tail.rows == Array(whole.rows[index...]))
      #expect(tail.lines == Array(whole.lines[index...]))
    }
  }

  @Test("no bytes whatever stop the reader", arguments: 0..<200)
  func anything(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<200).map { _ in
      [34, 44, 10, 13, 97, 0, 0xFF, 0xEF].randomElement(using: &random) ?? 0 as UInt8
    }
    let result = read(bytes)
    #expect(result.lines == result.lines.sorted())
    #expect(result.offsets == result.offsets.sorted())
  }
}
