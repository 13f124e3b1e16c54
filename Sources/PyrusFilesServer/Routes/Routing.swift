import HTTPTypes
import Hummingbird

/// From a request to the endpoint that answers it, and to the answers of those that no endpoint has (ERROR-02).
struct Routing: Sendable {
    /// What is served.
    let endpoints: [Endpoint]
    private let responder: RouterResponder<ExchangeContext>

    init(_ service: Service) {
        var groups: [any EndpointGroup] = [
            AuthRoute(service: service), UploadRoute(service: service), DownloadRoutes(service: service),
            TaskRoutes(service: service),
            HealthControl(), ClockControl(service: service), AccountControl(accounts: .init(service: service)),
            ResetControl(service: service), UploadControl(service: service), TaskControl(service: service),
            FileControl(service: service), StateControl(service: service), AuthorityControl(service: service),
            FaultControl(faults: service.faults), JournalControl(journal: service.journal),
            OpenAPIControl(edition: service.edition),
        ]
        if service.edition == .cloud { groups.append(ArticleRoutes(service: service)) }
        endpoints = groups.flatMap(\.endpoints)

        let access = ControlAccess(token: service.configuration.controlToken)
        let router = Router(context: ExchangeContext.self)
        router.add(middleware: RateLimitHeaders(rates: service.rates))
        router.add(middleware: ErrorRendering())
        router.add(middleware: UnroutedRequests(endpoints: endpoints, access: access))
        let open = router.group().add(middleware: Expectations())
        let user = router.group()
            .add(middleware: BearerAuthentication(store: service.store))
            .add(middleware: RateLimiting(rates: service.rates))
            .add(middleware: Expectations())
        let control = router.group().add(middleware: access).add(middleware: Expectations())
        for endpoint in endpoints {
            let group =
                switch endpoint.access {
                case .open: open
                case .user: user
                case .control: control
                }
            group.on(RouterPath(endpoint.path), method: endpoint.method, use: endpoint.handler)
        }
        responder = router.buildResponder()
    }

    /// The answer to a request, whatever happens on the way. To HEAD it is that to GET, whose body the connection leaves out.
    @Sendable func respond(to request: Request, _ context: ExchangeContext) async -> Response {
        var request = request
        if request.method == .head {
            var head = request.head
            head.method = .get
            request = Request(head: head, body: request.body)
        }
        do {
            return try await responder.respond(to: request, context: context)
        } catch {
            return Response(Refusal(status: .internalServerError, message: "The server failed."))
        }
    }
}
