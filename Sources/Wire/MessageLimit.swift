/// How large a message's value may be: what Kafka's clients and brokers take by default (1,000,000 and 1,048,588
/// bytes), less some room for key, headers and framing.
package enum MessageLimit {
  package static let valueBytes = 900_000
}
