/// Small pictures beside words; they say nothing that the words do not.
enum Icon {
  static func of(_ section: Page.Section) -> HTML {
    "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">\(shape(section))</svg>"
  }

  private static func shape(_ section: Page.Section) -> HTML {
    switch section {
    case .overview: "<path d=\"M3 11h5V3H3zM12 17h5V9h-5zM12 6h5V3h-5zM3 17h5v-3H3z\"/>"
    case .hazards: "<path d=\"M10 3 18 17H2ZM10 8v4M10 14.4v.2\"/>"
    case .campaigns: "<path d=\"M5 3h10v14H5zM8 7h4M8 10h4M8 13h2\"/>"
    case .regions: "<path d=\"M3 5l5-2 4 2 5-2v12l-5 2-4-2-5 2zM8 3v12M12 5v12\"/>"
    case .sites: "<path d=\"M4 17V6l6-3 6 3v11M8 17v-4h4v4M8 8h.1M12 8h.1\"/>"
    case .watch: "<path d=\"M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 8a2 2 0 1 0 .1 0Z\"/>"
    case .fleet: "<path d=\"M3 4h14v5H3zM3 11h14v5H3zM6 6.5h.1M6 13.5h.1\"/>"
    }
  }
}
