"""What a change saves, computed: before, after, saved, and in a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.models.durations import show_duration
from desktop.models.forms import Answers
from desktop.models.money import show_baht
from desktop.models.wording import Words
from desktop.models.workflow import Totals, hours, measure, percent
from desktop.views.reviewing.answer_table import AnswerTable, Heading
from desktop.views.ui import Ui

Said = Callable[[int], str]


def measures_table(ui: Ui, answers: Answers) -> AnswerTable | None:
    """Make the table of measures; nothing while one of the two processes has no steps."""
    measures = measure(answers)
    if not measures.comparable:
        return None
    words = ui.words
    table = AnswerTable(ui, words("reviewing.measures"))
    keys = ("what", "before", "after", "saved", "share", "yearly")
    heads = [Heading(words(f"reviewing.measures.{key}"), key != "what") for key in keys]
    rows = list(_rows(words, measures.before, measures.after, measures.saved, measures.yearly))
    table.set_table(heads, rows)
    return table


def _rows(
    words: Words, before: Totals, after: Totals, saved: Totals, yearly: Totals | None
) -> Iterator[list[str]]:
    for name, say, say_yearly in _figures(words):
        was, now, less = (getattr(t, name) for t in (before, after, saved))
        if was is None or now is None:
            continue
        year = getattr(yearly, name) if yearly is not None else None
        yield [
            words(f"reviewing.measures.{name}"),
            say(was),
            say(now),
            say(less),
            _share(words, was, less),
            say_yearly(year) if year is not None else "",
        ]


def _figures(words: Words) -> tuple[tuple[str, Said, Said], ...]:
    def plain(n: int) -> str:
        return words.number(f"{n:,}")

    def work(n: int) -> str:
        return show_duration(words, n)

    def wait(n: int) -> str:
        return show_duration(words, n, days=True)

    def in_hours(n: int) -> str:
        return words("reviewing.measures.hours", hours=words.number(hours(n)))

    def baht(n: int) -> str:
        return words.number(show_baht(n))

    return (
        ("steps", plain, lambda n: ""),
        ("work_min", work, in_hours),
        ("wait_min", wait, wait),
        ("sheets", plain, plain),
        ("satang", baht, baht),
        ("trips", plain, plain),
    )


def _share(words: Words, was: int, less: int) -> str:
    said = percent(was, less)
    return said if said == "-" else words.number(f"{said} %")
