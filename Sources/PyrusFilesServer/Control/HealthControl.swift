/// Whether the server serves.
struct HealthControl: EndpointGroup {
    var endpoints: [Endpoint] { [.control(.get, "health") { _ in ["status": "ok"] }] }
}
