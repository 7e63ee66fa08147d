from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.forms import Field
from desktop.models.projects import DAYS, TABLES, TEXTS, read_part
from desktop.models.wording import Words
from desktop.views.teams.project_form import ROWS, answers_of, choice_words, form_for, parts_of

WORDS = st.text(alphabet="กขค abc123", max_size=20).map(str.strip)


def test_the_page_asks_for_every_part_and_every_column() -> None:
    form = form_for({})

    codes = {s.code: [f.code for f in s.fields] for s in form.sections}
    columns = {part: tuple(c.code for c in _table(part).columns) for part in TABLES}
    assert codes["story"] == ["title", *TEXTS["story"]]
    assert codes["measures"] == list(TEXTS["measures"])
    assert columns == dict(TABLES)
    assert {c.code for part in TABLES for c in _table(part).columns if c.kind == "date"} == DAYS


def test_every_question_is_asked_in_both_languages() -> None:
    labels = [f.label for _, f in form_for({}).fields()]
    labels += [c.label for part in TABLES for c in _table(part).columns]

    assert [said for said in labels if not (said.th and said.en)] == []


def test_what_is_stored_stays_among_what_can_be_chosen() -> None:
    rows = [{"dataset": "Houses", "class": "secret", "method": "api"}]

    form = form_for({"data": rows})

    section = form.section("data")
    assert section is not None
    column = section.fields[0].column("class")
    assert column is not None
    assert [o.code for o in column.options][-1] == "secret"
    assert [o.code for o in column.options].count("secret") == 1


@given(
    title=WORDS,
    texts=st.fixed_dictionaries(dict.fromkeys(TEXTS["story"], WORDS)),
    rows=st.lists(st.fixed_dictionaries(dict.fromkeys(TABLES["data"], WORDS)), max_size=5),
)
def test_parts_come_back_from_the_page_as_they_were(
    title: str, texts: dict[str, str], rows: list[dict[str, str]]
) -> None:
    stored = {
        "title": read_part("title", title),
        "story": read_part("story", texts),
        "data": read_part("data", rows),
    }
    answers = answers_of(stored)

    back = parts_of("story", {"title": None, **answers["story"]}) | parts_of(
        "data", answers["data"]
    )

    assert {part: read_part(part, value) for part, value in back.items()} == stored


def test_each_row_has_a_name_of_its_own() -> None:
    rows = answers_of({"tests": [{"tester": "A"}, {"tester": "B"}]})["tests"][ROWS]

    assert [row["id"] for row in rows] == ["t1", "t2"]


def test_a_choice_is_said_as_it_was_offered() -> None:
    words = Words("en", resources.catalogue("en"))

    said = [choice_words(words, "data", "class", code) for code in ("personal", "secret")]

    assert said == ["Personal", "secret"]
    assert choice_words(words, "plan", "owner", "personal") == "personal"


def _table(part: str) -> Field:
    section = form_for({}).section(part)
    assert section is not None
    return section.fields[0]
