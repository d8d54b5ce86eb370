package import Inspection

/// A checklist made from a foreign file, and what could not be carried over.
package struct ChecklistImport: Sendable {
  package enum Format: String, Sendable, Hashable, CaseIterable {
    case xlsform, xccdf
  }

  package var checklist: Checklist
  /// What was left out or read another way, with its place and the reason, in the order of the file.
  package var report: IssueLog

  /// - Parameters:
  ///   - format: taken from the file's extension (`.xlsx`, `.xml`) when nil.
  ///   - profile: the id of the XCCDF profile that selects the items.
  /// - Throws: `ValidationErrors` for a file that cannot be read or of which nothing is usable.
  package init(_ input: InputFile, format: Format? = nil, profile: String? = nil) throws {
    let format = try format ?? Self.format(of: input)
    let assembler: ImportAssembler
    switch format {
    case .xlsform:
      if profile != nil {
        throw ValidationErrors(ValidationIssue(input.location(), "is an XLSForm, and those have no profiles"))
      }
      var reader = try XLSFormReader(input)
      assembler = reader.read()
    case .xccdf:
      var reader = try XCCDFReader(input, profile: profile)
      assembler = reader.read()
    }
    (checklist, report) = try assembler.finish()
  }

  private static func format(of input: InputFile) throws -> Format {
    switch input.nameParts.suffix {
    case "xlsx", "xlsm": return .xlsform
    case "xml": return .xccdf
    default:
      throw ValidationErrors(
        ValidationIssue(input.location(), "is neither .xlsx nor .xml; say what it is with --format"))
    }
  }
}
