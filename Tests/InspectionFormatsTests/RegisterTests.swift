import Inspection
import InspectionFormats
import Testing

@Suite("Regions and sites")
struct RegisterTests {
  private func regions() throws -> RegionTree {
    try RegionReader.read(InputFile("r.csv", "code,name,parent,level\nd,District,,district\nt,Town,d,town\n"))
  }

  @Test("regions are read, and a name defaults to the code")
  func regionTable() throws {
    let tree = try RegionReader.read(InputFile("r.csv", "code,parent\r\nt,d\r\nd,\r\n"))
    #expect(
      tree.regions == [Region(code: "d", name: "d", parent: nil), Region(code: "t", name: "t", parent: "d")])
  }

  @Test(
    "a fault of a region is told with its line",
    arguments: [
      (
        "code,name,parent\na,A,b\nb,B,a\n",
        [
          "r.csv:2: parent: region \"a\" lies in itself, over its parents",
          "r.csv:3: parent: region \"b\" lies in itself, over its parents",
        ]
      ),
      (
        "code,name,parent\ntown,A,\nx,B,twon2\ny,C,tow\n",
        [
          "r.csv:3: parent: region \"twon2\" is not in the file",
          "r.csv:4: parent: region \"tow\" is not in the file (did you mean town?)",
        ]
      ),
      ("code\na\na\n", ["r.csv:3: code: region \"a\" is already on line 2"]),
      ("code,name\n,A\n", ["r.csv:2: code: is missing"]),
      ("code\n", ["r.csv: has a header, but no regions"]), ("", ["r.csv: is empty"]),
      ("cod\nx", ["r.csv:1: code: the column is missing (did you mean cod?); the file has cod"]),
      (
        "code,parent\n1,\n2,1\n3,2\n4,3\n5,4\n6,5\n7,6\n8,7\n9,8",
        ["r.csv:10: parent: region \"9\" lies deeper than 8 levels"]
      ),
    ])
  func regionFaults(text: String, expected: [String]) throws {
    let found = try issues { _ = try RegionReader.read(InputFile("r.csv", text)) }
    #expect(found == expected)
  }

  private static let csv =
    "site,name,region,type,latitude,longitude,owner\ns1,One,t,shop,31.2,121.5,Li\ns2,,d,,,,\n"
  private static let json = """
    {"site":"s1","name":"One","region":"t","type":"shop","latitude":31.2,"longitude":"121.5","owner":"Li"}

    {"region":"d", "site":"s2", "name":null}
    """

  @Test("CSV and JSON lines say the same")
  func sameInBoth() throws {
    let fromCSV = try SiteRegisterReader.read(InputFile("s.csv", Self.csv), regions: regions())
    let fromJSON = try SiteRegisterReader.read(InputFile("s.jsonl", Self.json), regions: regions())
    #expect(fromCSV.sites == fromJSON.sites)
    #expect(fromCSV.indexByID == ["s1": 0, "s2": 1])
    #expect(fromCSV.sites[1].name == "s2")
    #expect(fromCSV.sites[0].position == Site.Position(latitude: 31.2, longitude: 121.5))
  }

  @Test(
    "a fault of a site is told with its line",
    arguments: [
      ("s.csv", "site,region\ns1,t\ns1,t\n", ["s.csv:3: site: site \"s1\" is already on line 2"]),
      (
        "s.csv", "site,region\ns1,x\ns2,\n,t\n",
        [
          "s.csv:2: region: region \"x\" is not among the regions (did you mean d?)",
          "s.csv:3: region: is missing: every site lies in a region", "s.csv:4: site: is missing",
        ]
      ),
      (
        "s.csv", "site,region,latitude,longitude\na,t,91,0\nb,t,1,\nc,t,,1\nd,t,north,181\n",
        [
          "s.csv:2: latitude: \"91\" is no number from -90 to 90",
          "s.csv:3: longitude: is missing, while the latitude is given",
          "s.csv:4: latitude: is missing, while the longitude is given",
          "s.csv:5: latitude: \"north\" is no number from -90 to 90",
          "s.csv:5: longitude: \"181\" is no number from -180 to 180",
        ]
      ),
      ("s.csv", "site,region\n", ["s.csv: has no sites"]), ("s.jsonl", "\n \n", ["s.jsonl: is empty"]),
      ("s.txt", "x", ["s.txt: a site register is a file named .csv or .jsonl"]),
      ("s.jsonl", "{\"site\":\"a\",\"region\":\"t\"", ["s.jsonl:1: column 25: the line ends too early"]),
      (
        "s.jsonl", "{\"site\":\"a\",\"region\":\"t\",\"ownr\":1,\"site\":\"b\"} x\n[]\n{\"site\":{}}",
        [
          "s.jsonl:1: ownr: unknown key (did you mean owner?)", "s.jsonl:1: site: is given twice",
          "s.jsonl:1: column 47: something follows the end of the object",
          "s.jsonl:2: column 1: an object ({...}) is expected",
          "s.jsonl:3: column 9: a text, number, true, false or null is expected",
        ]
      ),
    ])
  func siteFaults(name: String, text: String, expected: [String]) throws {
    let tree = try regions()
    let found = try issues { _ = try SiteRegisterReader.read(InputFile(name, text), regions: tree) }
    #expect(found == expected)
  }
}
