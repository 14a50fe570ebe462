"""Turn traces on for a process that was asked to."""

from dengta.platform.settings import BadSetting, Settings
from dengta.platform.traces import tell


def trace(settings: Settings) -> None:
    """Tell the collector of `DENGTA_TRACES`, if there is one; raises `BadSetting` without the extra `traces`."""
    if settings.traces is None:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        from dengta.platform.telemetry import Telemetry
    except ImportError as missing:
        advice = "pip install --require-hashes -r requirements/traces.txt"
        raise BadSetting(f"DENGTA_TRACES needs packages that are not installed; run {advice}") from missing
    tell(Telemetry(OTLPSpanExporter(endpoint=f"{settings.traces}/v1/traces", timeout=5)))
