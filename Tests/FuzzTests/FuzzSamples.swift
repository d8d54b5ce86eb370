/// What the changes begin with: short, and with every feature in it.
enum FuzzSamples {
  static let subscriptions = """
    retry: {attempts: 3, first: 2s, longest: 10m}
    subscriptions:
      - {id: a, events: [found], levels: [major], regions: ["3301"], webhook: {url: "https://a.org/", secretEnv: S}}
      - id: b
        mail: {server: "m.org:25", from: a@b.org, to: [c@d.org], user: u, passwordEnv: S}

    """

  static let yaml = """
    checklist: c
    title: "Two\\nlines"
    version: "1.2"
    source: GB 1
    classification: {method: matrix, bands: {red: 16, orange: 10, yellow: 5, blue: 1}}
    profiles:
      - {id: base, title: Base, steps: [deselect item A]}
      - id: quick
        extends: base
        siteTypes: [school, "a b"]
        steps: [deselect all, select section S, refine item P require >= 0.8 MPa, refine item P level major]
    sections:
      - id: S
        title: Section
        category: fire
        items:
          - {id: A, text: Is there gas?, require: yes, department: d}
          - {id: P, text: Pressure, observe: number, unit: MPa, require: "10 bar ± 5%", likelihood: 3, consequence: 4}
          - {id: C, text: State, observe: choice, options: [good, worn (a)], require: good, evidence: photo}
          - {id: M, text: What, observe: choices, options: [lamp, sign], require: "all(contains lamp; count <= 2)"}
          - {id: L, text: Widths, observe: numbers, unit: m, require: "at least 2 are >= 90 cm", when: item A yes}
      - id: T
        items:
          - {id: D, text: Date, observe: date, require: "all(age >= 1 day; age <= 2 years)", siteTypes: [school]}
          - {id: X, text: Tag, observe: text, require: "matches [A-Z]{2}-[0-9]+", when: "all(item P >= 1; site school)"}
          - {id: K, text: Exits, observe: count, require: ">= 2", level: major, redLine: true, weight: 2.5}
          - {id: I, text: Both, observe: items, require: "at least 1 of (item A yes; item C good)"}
      - {id: S, continues: true, items: [{id: Q, text: Probe, probe: "tcp {address}:80 latency<=2s"}]}
    """

  static let csv = """
    # checklist: c
    # title: "two\\nlines"
    # bands: red=16 orange=10 yellow=5 blue=1
    # profile: quick
    # profile.title: Quick
    # profile.siteTypes: school | a b
    # profile.step: deselect item A
    # profile.step: refine item P require >= 0.8
    section,section_title,item,text,observe,unit,options,require,when,level,red_line,department,evidence,site_types,probe
    S,Section,A,Is there gas?,,,,yes,,,,d,,,
    S,,P,"Pressure ""p"" x",number,MPa,,1.0..1.4,item A yes,major,yes,d,photo,school|a b,
    S,,C,State,choice,,good|worn,any(good; worn),,,,,,,
    T,,D,Date,date,,,not expired,site school,,,,,,
    E,,,,,,,,,,,,,,
    T,,Q,Probe,,,,,,,,,,,plugin check_x -H {site} "a b"

    """

  static let xccdf = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b"><title>T</title><version>1</version>
    <Profile id="p"><title>P</title><select idref="r2" selected="true"/><refine-value idref="v" selector="low"/>
    <refine-rule idref="r1" severity="low" weight="2"/></Profile>
    <Profile id="q" extends="p"><select idref="g" selected="false"/><set-value idref="v">9</set-value></Profile>
    <Value id="v"><title>V</title><value>5</value><value selector="low">3</value></Value>
    <Group id="g"><title>G</title><Rule id="r1" severity="high" weight="10"><title>At most <sub idref="v"/> tries</title>
    <description>After <b>that</b>, locked</description><reference href="x">N 1</reference><check system="oval"/></Rule>
    <Rule id="r2" selected="false"><title>Long</title></Rule></Group></Benchmark>
    """

  static let expressions = [
    ". >= 1 and . <= 1.4", "selected(., 'a') or . = 'b'", ". != 'c' and not(selected(${exit}, 'yes'))",
    "regex(., '[A-Z]+')", ". <= today() and . >= today() - 365",
    "(${exit} = 'no' and ${pressure} > 1) or ${body} = 'good'",
    "string-length(.) >= 3", "count-selected(.) <= 2", "${site_type} = 'shop'",
  ]

  static let rules = [
    "yes", "1.0..1.4", ">= 1 MPa", "12 V ± 5%", "20 ± 2 mm", "good | worn (a)", "contains a | c d",
    "none of a",
    "count >= 2", "each >= 90 cm", "at least 2 are 1..2", "age <= 12 months", "valid for >= 30 days",
    "2020-01-01..2026-12-31", "present", "matches [A-Z]{2}-[0-9]+", "all(> 1; < 10)",
    "not(any(item A yes; site x | y))",
    "at least 2 of (item P >= 1; item \"two words\" yes; site \"a b\")", "any(matches \"a;b\"; present)",
  ]

  static let probes = [
    "plugin check_http -H {site} --expect \"HTTP/1.1 200\" \"\"", "tcp {address}:80 latency<=2s",
    "http https://{address}/s status=200,204-206 latency<=500ms json:/a/0<=25 json:/b!=x,| fresh<=5m",
    "tls h:443 days>=30 name=other timeout=3s",
  ]

  static let values = [
    "yes", "1.15", "12 bar", "-5e-1", "good", "a|b", "1 | 200 cm", "2026-11-21",
    "2026-11-21T09:30:00.123+08:00", "n/a",
    "none", "text",
  ]

  static let patterns = [
    "[A-Z]{2}-[0-9]+", "(a|b)c", "\\d+\\s\"x\"", "检.*", "(?i)abc", "a{2,5}b?", "[^\\]]+", "\\p{Han}+",
  ]

  static let configuration = """
    kafka:
      bootstrap.servers: localhost:9092
    topics:
      prefix: hf
    log: {level: info, format: text}
    worker: {slots: 4}
    plugins:
      check_x: {program: /usr/lib/x, arguments: [a], timeout: 10s}
    """

  static let campaign: KeyValuePairs<String, String> = [
    "campaign.yaml": """
    campaign: k
    title: K
    checklist: checklist.yaml
    regions: regions.csv
    sites: sites.csv
    observations: [observations.csv, observations.jsonl]
    mapping: mapping.yaml
    unnamed: pass
    asOf: 2026-11-21T09:30:00+08:00
    timeZone: Asia/Shanghai
    checksPerTask: 3
    select: {siteTypes: [school, shop]}
    """,
    "checklist.yaml": yaml,
    "regions.csv": "code,name,parent,level\n1,One,,city\n2,Two,1,town\n",
    "sites.csv":
      "site,name,region,type,latitude,longitude,owner,address\nS1,A,2,school,1.5,103.2,o,h:80\n\"S,2\",B,2,shop,,,,\n",
    "observations.csv":
      "site,item,value,observed_at,inspector,accepted_at,evidence,inspection\n"
      + "S1,A,yes,2026-11-02T09:00:00+08:00,Li,,photo:x|photo:y,1\nS1,P,1100 kPa,2026-11-02,Li,2026-11-09,,1\n"
      + "S1,M,lamp|sign,,,,,1\nS1,L,0.9|1 m,,,,,1\n",
    "observations.jsonl":
      "{\"site\":\"S,2\",\"observed_at\":\"2026-11-02T09:00:00+08:00\",\"inspector\":\"L\\u00e9\",\"inspection\":\"2\","
      + "\"values\":{\"A\":true,\"P\":1.2e0,\"C\":\"good\",\"K\":3},\"evidence\":{\"C\":[\"photo:z\"]},"
      + "\"accepted\":{\"P\":\"2026-11-09T08:00:00+08:00\"}}\n",
    "mapping.yaml": """
    sites:
      columns: {owner: owner}
      values: {address: "{name}:80"}
      repeats: merge
      blanks: keep
    observations:
      timeZone: Asia/Shanghai
      blankItem: inspected
    """,
  ]
}
