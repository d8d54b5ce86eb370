import Foundation
import HazardctlKit

@main
struct Main {
  static func main() async {
    exit(await Hazardctl.execute())
  }
}
