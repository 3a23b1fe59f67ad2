"""Numbers in the format of Prometheus. Its library is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bot.times import BOUNDS, Times

if TYPE_CHECKING:
    from prometheus_client import Metric

PREFIX = "hamkori_"


class Measure(Struct, frozen=True):
    """A gauge or a counter; those of one name follow each other."""

    name: str
    help: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    is_counter: bool = False


def exposition(measures: Iterable[Measure], times: Times) -> tuple[str, bytes]:
    """The content type and the body of an answer."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    class Collected(Collector):
        def collect(self) -> Iterator[Metric]:
            yield from _families(measures)
            yield _histogram(times)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collected())
    return CONTENT_TYPE_LATEST, generate_latest(registry)


def _families(measures: Iterable[Measure]) -> Iterable[Metric]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    families: dict[str, Metric] = {}
    for each in measures:
        kind = CounterMetricFamily if each.is_counter else GaugeMetricFamily
        family = families.setdefault(each.name, kind(PREFIX + each.name, each.help, labels=[*each.labels]))
        family.add_sample(family.name + ("_total" if each.is_counter else ""), dict(each.labels), each.value)
    return families.values()


def _histogram(times: Times) -> Metric:
    from prometheus_client.core import HistogramMetricFamily

    names = [*(f"{bound:g}" for bound in BOUNDS), "+Inf"]
    buckets = [(name, float(count)) for name, count in zip(names, accumulate(times.counts), strict=True)]
    name = f"{PREFIX}update_seconds"
    return HistogramMetricFamily(name, "How long updates take", buckets=buckets, sum_value=times.seconds)
