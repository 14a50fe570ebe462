"""Traces tell how long things take, to whom the operator chose, and nothing about anybody."""

import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from dengta.kernel.clock import SystemClock
from dengta.platform import traces
from dengta.platform.db import Database
from dengta.platform.http import Outbound
from dengta.platform.relay import relay_batch
from dengta.platform.telemetry import Telemetry
from dengta.worker.run import project
from tests.support.app import running_app

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
CANARIES = ("kanarienvogel", "canary@example.org", "/t/DT-KANA-RI", "sesame-open", "203.0.113.77")


class Collector(HTTPServer):
    """Keeps what it is sent, by OTLP, and the headers it came with."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.heard: list[bytes] = []
        self.headers: list[dict[str, str]] = []

    @property
    def spans(self) -> list[dict[str, object]]:
        parsed = [ExportTraceServiceRequest.FromString(body) for body in self.heard]
        found = [
            span for one in parsed for per in one.resource_spans for scope in per.scope_spans for span in scope.spans
        ]
        return [
            {
                "name": span.name,
                "trace": span.trace_id.hex(),
                **{a.key: a.value.string_value or a.value.int_value for a in span.attributes},
            }
            for span in found
        ]


class Listener(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.heard.append(self.rfile.read(int(self.headers["content-length"])))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.fixture
async def telemetry(collector: Collector) -> AsyncIterator[Telemetry]:
    tracer = Telemetry(OTLPSpanExporter(endpoint=f"http://127.0.0.1:{collector.server_port}/v1/traces"))
    traces.tell(tracer)
    yield tracer
    traces.tell(None)
    tracer.shutdown()


async def ask(settings, **headers: str) -> None:
    """A customer writes with everything that must not leave; a page is looked for; a body makes no sense."""
    told = {"text": CANARIES[0], "client_id": "client-id-of-hers", "details": {"error_text": CANARIES[1]}}
    async with running_app(replace(settings, traces="http://127.0.0.1:1"), clock=SystemClock()) as client:
        kept = {"x-forwarded-for": CANARIES[4], **headers}
        secret = {"authorization": f"Bearer {CANARIES[3]}", **kept}
        answer = await client.post("/api/v1/conversations", json=told, headers=kept)
        assert answer.status_code == 202, answer.text
        await client.get(f"{CANARIES[2]}?q={CANARIES[0]}", headers=secret)
        await client.post("/api/v1/conversations", content=CANARIES[0], headers=secret)


async def test_no_word_address_reference_or_key_is_in_a_trace(settings, db: Database, collector, telemetry) -> None:
    await ask(settings)
    async with db.transaction() as tx:
        await relay_batch(tx, (project,))
    with pytest.raises(ValueError, match=CANARIES[0]), traces.span("transaction"):
        raise ValueError(CANARIES[0])
    telemetry.flush()
    spans = collector.spans
    assert {"request", "transaction", "relay batch"} <= {span["name"] for span in spans}
    assert {key for span in spans for key in span} <= traces.ATTRIBUTES | {"name", "trace"}
    assert "/t/{reference}" in {span.get("http.route") for span in spans}
    assert {span.get("error.type") for span in spans} >= {"ValueError"}
    sent = b"".join(collector.heard)
    assert [canary for canary in CANARIES if canary.encode() in sent] == []


@pytest.mark.parametrize(("proxies", "followed"), [(0, False), (1, True)])
async def test_a_caller_s_trace_is_followed_only_behind_proxies_of_ours(
    settings, db: Database, collector, telemetry, proxies: int, followed: bool
) -> None:
    await ask(replace(settings, trusted_proxies=proxies), traceparent=PARENT)
    telemetry.flush()
    assert (TRACE in {span["trace"] for span in collector.spans}) is followed


async def test_a_call_to_another_program_carries_the_trace_on(collector, telemetry) -> None:
    with traces.span("job", kind="consumer"):
        await Outbound(private=True).post(f"http://127.0.0.1:{collector.server_port}/hook", b"{}", {})
    version, trace, _parent, sampled = collector.headers[0]["traceparent"].split("-")
    collector.heard.clear()
    telemetry.flush()
    assert (version, int(sampled, 16) & 1) == ("00", 1)
    assert {span["trace"] for span in collector.spans} == {trace}


async def test_an_attribute_that_is_not_on_the_list_is_refused(telemetry) -> None:
    with traces.span("job") as told, pytest.raises(ValueError, match="customer"):
        told.tell("customer.email", CANARIES[1])


async def test_without_a_collector_nothing_is_loaded_or_passed_on() -> None:
    with traces.span("job") as told:
        told.tell("dengta.job", "x")
        assert traces.passed_on() == {}
