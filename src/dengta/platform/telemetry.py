"""OpenTelemetry's SDK behind the few words of `traces`. Only imported where the extra `traces` is installed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Span as Inner
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from dengta.platform.traces import ATTRIBUTES, Attribute, Kind, Span

KINDS = {
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "consumer": SpanKind.CONSUMER,
    "internal": SpanKind.INTERNAL,
}


class Telemetry:
    """Hands spans to an exporter in the background, and drops them when it cannot keep up."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._provider = TracerProvider(resource=Resource({"service.name": "dengta"}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("dengta")
        self._context = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str, kind: Kind, parent: str | None) -> Iterator[Span]:
        around = self._context.extract({"traceparent": parent}) if parent else None
        begun = self._tracer.start_as_current_span(
            name, around, KINDS[kind], record_exception=False, set_status_on_exception=False
        )
        with begun as inner:
            try:
                yield _Told(inner)
            except BaseException as error:
                inner.set_attribute("error.type", type(error).__name__)
                inner.set_status(Status(StatusCode.ERROR))
                raise

    def passed_on(self) -> Mapping[str, str]:
        headers: dict[str, str] = {}
        self._context.inject(headers)
        return headers

    def flush(self) -> None:
        """Wait until everything so far has been handed over."""
        self._provider.force_flush()

    def shutdown(self) -> None:
        """Hand over what is left and stop."""
        self._provider.shutdown()


@dataclass(frozen=True, slots=True)
class _Told:
    inner: Inner

    def tell(self, name: Attribute, value: str | int) -> None:
        if name not in ATTRIBUTES:
            raise ValueError(name)
        self.inner.set_attribute(name, value)
