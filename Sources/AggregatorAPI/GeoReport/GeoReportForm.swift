import Foundation
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// The parameters of a request: of the query, or of a body in the form's encoding. Unknown ones are passed over, as
/// clients send what other cities ask for.
struct GeoReportForm {
  private static let maximumBytes = 1 << 18

  private var values: [String: String] = [:]

  /// - Throws: `GeoReportError`.
  init(query request: Request) throws {
    try self.init(request.uri.query ?? "")
  }

  /// - Throws: `GeoReportError`.
  init(body request: Request) async throws {
    if let type = request.headers[.contentType],
      !type.lowercased().hasPrefix("application/x-www-form-urlencoded")
    {
      throw GeoReportError(
        .unsupportedMediaType, "the body must be application/x-www-form-urlencoded, it is \(type)")
    }
    guard let buffer = try? await request.body.collect(upTo: Self.maximumBytes) else {
      throw GeoReportError(.contentTooLarge, "the body has at most \(Self.maximumBytes) bytes")
    }
    guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
      throw GeoReportError(.badRequest, "the body is not UTF-8")
    }
    try self.init(text)
  }

  private init(_ text: String) throws {
    for pair in FormText.pairs(text) {
      guard let name = pair.name, let value = pair.value else {
        throw GeoReportError(.badRequest, "\(pair.writtenName) is not valid percent-encoded UTF-8")
      }
      guard value.utf8.count <= FieldReader.maximumText else {
        throw GeoReportError(.badRequest, "\(name) is longer than \(FieldReader.maximumText) bytes")
      }
      values[name] = value
    }
  }

  /// Without blanks around it; nil where it is absent or blank.
  subscript(name: String) -> String? {
    values[name].map { $0.trimmingBlanks() }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Values separated by commas.
  func list(_ name: String) -> [String]? {
    self[name].map { $0.split(separator: ",").map { $0.trimmingBlanks() } }
  }

  func moment(_ name: String) throws -> Timestamp? {
    guard let text = self[name] else { return nil }
    guard let moment = DateText.moment(text[...], zone: .gmt)?.moment else {
      throw GeoReportError(.badRequest, "\(name) is no time such as 2026-11-21T09:30:00Z")
    }
    return moment
  }

  /// - Parameter now: when it arrived.
  func report(now: Timestamp) throws -> HazardReport {
    guard let service = self["service_code"] else {
      throw GeoReportError(.badRequest, "service_code was not provided")
    }
    return HazardReport(
      at: now, service: service, place: try place(), description: self["description"] ?? "",
      person: [self["first_name"], self["last_name"]].compactMap(\.self).joined(separator: " "),
      contact: [self["email"], self["phone"]].compactMap(\.self).joined(separator: ", "),
      observation: self["attribute[observation]"] ?? "",
      evidence: try [self["media_url"]].compactMap(\.self).map(Self.reference), channel: .open311)
  }

  private static func reference(_ url: String) throws -> String {
    guard !url.contains(where: \.isNewline) else {
      throw GeoReportError(.badRequest, "media_url is not on one line")
    }
    return url
  }

  /// What is certain goes before what must be looked for.
  private func place() throws -> HazardReport.Place {
    if let id = self["address_id"] { return .site(id) }
    if self["lat"] != nil || self["long"] != nil {
      guard let latitude = self["lat"].flatMap(Double.init),
        let longitude = self["long"].flatMap(Double.init),
        let point = Site.Position(latitude: latitude, longitude: longitude)
      else {
        throw GeoReportError(
          .badRequest, "lat and long are no degrees of WGS 84 from -90 to 90 and -180 to 180")
      }
      return .point(point)
    }
    guard let text = self["address_string"] else {
      throw GeoReportError(.badRequest, "lat and long, address_string or address_id must be provided")
    }
    return .address(text)
  }
}
