/// The columns of a checklist in CSV.
package enum ChecklistColumn: Int, TableColumn {
  case section, sectionTitle, sectionCategory, category, item, text, observe, unit, options, require, when,
    level, redLine
  case likelihood, consequence, exposure, weight, department, reference, evidence, siteTypes, probe, residual,
    difficulty

  package static let required: [ChecklistColumn] = [.item, .text]
}
