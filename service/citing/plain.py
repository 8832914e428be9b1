"""A reference as a sentence for a person, in Chinese or in English."""

from service.citing.pinpoints import pinpoint
from service.citing.sources import Reference, Source, SourceKind, Tongue, date_parts

_MOST_AUTHORS = 3
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_TITLED = (SourceKind.NEWSPAPER, SourceKind.JOURNAL)


def plain(reference: Reference) -> str:
    """Return the reference as a sentence: `贵组轩：《…》，《贵州日报》，2021年1月8日，第1版。`."""
    return _chinese(reference) if reference.language == "zh" else _english(reference)


def _chinese(reference: Reference) -> str:
    source = reference.source
    title = "——".join(filter(None, (source.title, source.subtitle)))
    outlet = source.container or source.publisher
    if outlet and source.kind in _TITLED:
        outlet = f"《{outlet}》"
    parts = (
        _titled(title),
        f"{source.place}：{outlet}" if source.place else outlet,
        _date(source.published, "zh"),
        source.volume and f"第{source.volume}卷",
        source.issue and f"第{source.issue}期",
        source.page and f"第{source.page}{'版' if source.kind is SourceKind.NEWSPAPER else '页'}",
        source.url,
        f"{_date(reference.cited, 'zh')}引用" if source.is_online else None,
        reference.passage and pinpoint(reference.passage, "zh"),
    )
    authors = "、".join(author.name for author in source.authors[:_MOST_AUTHORS])
    authors += "等" if len(source.authors) > _MOST_AUTHORS else ""
    return f"{authors}{'：' if authors else ''}{'，'.join(part for part in parts if part)}。"


def _english(reference: Reference) -> str:
    source = reference.source
    title = ": ".join(filter(None, (source.title, source.subtitle)))
    outlet = source.container or source.publisher
    parts = (
        _english_authors(source),
        f"“{title.replace('“', '‘').replace('”', '’')}”",
        f"{source.place}: {outlet}" if source.place else outlet,
        source.volume and f"vol. {source.volume}",
        source.issue and f"no. {source.issue}",
        _date(source.published, "en"),
        source.page and f"{'pp.' if '-' in source.page else 'p.'} {source.page}",
        source.url,
        f"cited on {_date(reference.cited, 'en')}" if source.is_online else None,
        reference.passage and pinpoint(reference.passage, "en"),
    )
    return f"{', '.join(part for part in parts if part)}."


def _english_authors(source: Source) -> str:
    names = [author.name for author in source.authors]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[:_MOST_AUTHORS])} et al."
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _titled(title: str) -> str:
    """Return `title` in 《》; such marks inside become 〈〉, as the rules of writing ask."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _date(iso: str | None, language: Tongue) -> str | None:
    """Return as much of a date as is stated: `2021年1月`, `8 January 2021`."""
    if iso is None:
        return None
    parts = date_parts(iso)
    if language == "zh":
        return "".join(f"{number}{unit}" for number, unit in zip(parts, "年月日", strict=False))
    words = [str(parts[0]), *(_MONTHS[month - 1] for month in parts[1:2]), *map(str, parts[2:])]
    return " ".join(reversed(words))
