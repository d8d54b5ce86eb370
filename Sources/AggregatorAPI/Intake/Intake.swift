package import Ledger

/// What the ledger takes in beside the results of campaigns, and says of it.
package struct Intake: Sendable {
  package typealias Book = AccidentBook & NetworkBook & ReportBook & SubmissionBook & TeamBook

  package var desk: any IntakeDesk & SubmissionDesk
  package var book: any Book

  package init(desk: any IntakeDesk & SubmissionDesk, book: any Book) {
    self.desk = desk
    self.book = book
  }
}
