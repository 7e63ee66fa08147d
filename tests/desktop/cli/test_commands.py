from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import opening
from desktop.cli import main
from desktop.cli.answers import columns, room
from desktop.models.badges import badge_of
from desktop.store import driver

Run = Callable[..., Any]
SESSIONS = [f"S{n:02d}" for n in range(1, 13)]


def attend(run: Run, *sessions: str) -> None:
    for code in sessions or SESSIONS:
        assert run("mark", "T12", code, "present", "all").status == 0


def test_a_class_is_made_on_three_working_days(run: Run) -> None:
    made = run("class-new", "T12", "--start", "๔ ธันวาคม ๒๕๖๙", "--venue", "ห้อง ๑", "--json").value

    assert (made["code"], made["number"], made["first"], made["last"]) == (
        "T12", 12, "2026-12-04", "2026-12-08",
    )  # fmt: skip
    assert run("classes", "--json").value == [made]
    assert "T12" in run("classes").out


def test_a_class_without_a_number_in_its_code_gets_the_next_one(run: Run) -> None:
    run("class-new", "T12", "--start", "2026-12-01")

    made = run("class-new", "พิเศษ", "--start", "2026-12-01", "--json").value

    assert made["number"] == 13


def test_without_classes_the_list_says_how_to_begin(run: Run) -> None:
    assert "class-new" in run("classes").out
    assert run("classes", "--json").value == []


def test_an_import_says_what_became_of_the_rows_and_a_dry_run_stores_nothing(
    run: Run, tmp_path: Path
) -> None:
    rows = tmp_path / "r.csv"
    lines = ["ที่,ชื่อ,นามสกุล,อีเมล", "1,สมชาย,ใจดี,x", "2,สมชาย,ใจดี,", "3,,ไม่มีชื่อ,"]
    rows.write_text("\n".join(lines), "utf-8")
    run("class-new", "T12", "--start", "2026-12-01")

    dry = run("import-roster", "T12", rows, "--dry-run", "--json").value
    empty = run("attendance", "T12", "--json").value
    done = run("import-roster", "T12", rows, "--json").value
    again = run("import-roster", "T12", rows, "--json").value

    assert dry == done
    assert (empty, done["accepted"]) == ([], 1)
    assert done["warnings"] == [{"row": 2, "code": "email_invalid"}]
    assert done["duplicates"] == [{"row": 3, "of": 2}]
    assert done["rejected"] == [{"row": 4, "code": "name_missing"}]
    assert again["accepted"] == 0
    assert "Row 2:" in run("import-roster", "T12", rows).out


def test_marks_are_set_by_seat_badge_and_all(made: Run) -> None:
    made("mark", "T12", "S01", "late", "1", "--minutes", "12")
    made("mark", "T12", "s1", "excused", "๒", "--reason", "ประชุม")
    rest = made("mark", "T12", "1", "present", "all", "--json").value

    register = made("attendance", "T12", "--json").value

    assert rest == {"marked": 1, "session": "S01", "status": "present"}
    assert [line["marks"]["S01"] for line in register] == ["late", "excused", "present"]
    assert list(register[0]["marks"]) == SESSIONS
    assert register[0]["name"] == "นายสมชาย ใจดี"
    assert (register[2]["seat"], register[2]["marks"]["S02"]) == (3, "unmarked")


def test_a_badge_names_a_person(made: Run, data_folder: Path) -> None:
    db = driver.connect(data_folder / "desk.db")
    row = db.conn.execute("SELECT id FROM enrolment WHERE seat = 2").fetchone()[0]
    db.conn.close()

    made("mark", "T12", "S01", "absent", badge_of(row))

    assert made("attendance", "T12", "--json").value[1]["marks"]["S01"] == "absent"


def test_a_make_up_names_what_it_makes_up(made: Run) -> None:
    made("mark", "T12", "S01", "absent", "1")

    made("mark", "T12", "S02", "makeup", "1", "--of", "S01")

    judged = made("eligibility", "T12", "--json").value[0]
    assert (judged["done"], judged["planned"]) == (1, 12)


def test_one_wrong_person_marks_nobody(made: Run) -> None:
    said = made("mark", "T12", "S01", "present", "1", "2", "99")

    assert said.status == 2
    assert made("mark", "T12", "S01", "present", "all", "--json").value["marked"] == 3


def test_eligibility_says_who_passes_and_why_not(made: Run) -> None:
    made("mark", "T12", "S01", "absent", "2")
    attend(made)

    first, second, _ = made("eligibility", "T12", "--json").value

    assert first == {
        "seat": 1, "name": "นายสมชาย ใจดี", "done": 12, "planned": 12, "best_possible": 12,
        "can_miss": first["can_miss"], "eligible": True, "reasons": [],
    }  # fmt: skip
    assert (second["done"], second["eligible"], second["best_possible"]) == (11, True, 11)


def test_before_any_mark_nobody_passes_yet_and_two_may_be_missed(made: Run) -> None:
    judged = made("eligibility", "T12", "--json").value

    assert {(j["done"], j["best_possible"], j["can_miss"]) for j in judged} == {(0, 12, 2)}
    assert all(not j["eligible"] and len(j["reasons"]) == 1 for j in judged)


def test_certificates_are_numbered_in_order_and_reprinted_the_same(
    made: Run, tmp_path: Path
) -> None:
    attend(made)
    out = tmp_path / "out.pdf"

    first = made("certificates", "T12", out, "--json").value
    again = made("certificates", "T12", tmp_path / "again.pdf", "--json").value

    assert first == again
    assert [c["number"] for c in first] == [f"กทม. {n:04d}/2569" for n in (1, 2, 3)]
    assert [(c["seat"], c["page"]) for c in first] == [(1, 1), (2, 2), (3, 3)]
    assert out.read_bytes().startswith(b"%PDF")


def test_a_printed_code_is_valid_and_others_are_not(made: Run, tmp_path: Path) -> None:
    attend(made)
    one, two, _ = made("certificates", "T12", tmp_path / "out.pdf", "--json").value

    valid = made("verify", one["code"], "--json")
    differs = made("verify", f"{two['number']} {one['code']}", "--json")
    unknown = made("verify", "0000-0000-0000", "--json")
    nonsense = made("verify", "nonsense", "--json")

    assert (valid.status, valid.value["status"], valid.value["name"]) == (0, "valid", one["name"])
    assert (differs.status, differs.value["status"]) == (1, "differs")
    assert (unknown.status, unknown.value) == (1, {"status": "unknown"})
    assert (nonsense.status, nonsense.value) == (1, {"status": "unknown"})
    assert "Valid" in made("verify", *one["code"].split("-")).out


def test_exports_are_written(made: Run, tmp_path: Path) -> None:
    for name in ("out.xlsx", "out.csv"):
        said = made("export", "T12", tmp_path / name, "--json")
        assert said.value == {"path": str(tmp_path / name), "rows": 3}
    assert "สมชาย" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_the_history_tells_marks_by_their_states(made: Run) -> None:
    made("mark", "T12", "S01", "present", "1", "2")
    made("mark", "T12", "S01", "late", "1")

    everything = made("history", "T12", "--json").value
    one = made("history", "T12", "--person", "1", "--json").value

    marks = [e for e in one if e["entity"] == "attendance"]
    assert [(e["old"], e["new"]) for e in marks] == [("unmarked", "present"), ("present", "late")]
    assert {(e["seat"], e["session"]) for e in marks} == {(1, "S01")}
    assert len(everything) > len(one)
    assert {"at", "author", "device", "entity", "seat", "session", "old", "new"} <= set(one[0])
    assert made("history", "T12").out


def test_the_doctor_says_sound_and_what_is_not(made: Run, data_folder: Path) -> None:
    sound = made("doctor", "--json")
    db = driver.connect(data_folder / "desk.db")
    with db.atomic():
        db.conn.execute("UPDATE enrolment SET name = 'x' WHERE seat = 1")
    db.conn.close()

    ill = made("doctor", "--json")

    assert (sound.status, sound.value["ok"]) == (0, True)
    assert (ill.status, ill.value["ok"]) == (1, False)
    assert ill.value["ailments"][0]["code"] == "cache-differs"
    assert ill.value["backup"]
    assert "restore" in ill.err


def test_a_damaged_store_is_restored_by_the_doctor(made: Run, data_folder: Path) -> None:
    (data_folder / "desk.db").write_bytes(b"\xa5" * 50_000)

    refused = made("classes", "--json")
    ill = made("doctor", "--json")
    mended = made("doctor", "--restore", "--json")

    assert (refused.status, refused.value) == (1, {"error": "store-damaged"})
    assert (ill.status, ill.value["ailments"]) == (1, [{"code": "store-damaged"}])
    assert (mended.status, made("doctor").status) == (0, 0)
    assert [c["code"] for c in made("classes", "--json").value] == ["T12"]
    assert list((data_folder / "damaged").rglob("desk.db"))


def test_without_a_backup_the_doctor_says_to_keep_everything(run: Run, data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "desk.db").write_bytes(b"\xa5" * 50_000)

    ill, mended = run("doctor", "--json"), run("doctor", "--restore", "--json")

    assert (ill.status, ill.value["backup"]) == (1, None)
    assert (mended.status, mended.value) == (1, {"error": "no-backup"})
    assert "delete nothing" in mended.err
    assert (data_folder / "desk.db").read_bytes() == b"\xa5" * 50_000


def test_the_demo_fills_an_empty_folder_once(run: Run) -> None:
    made = run("demo", "--classes", "2", "--people", "5", "--json")

    again = run("demo", "--json")

    assert made.value == {"classes": 2, "people": 10}
    assert (again.status, again.value) == (2, {"error": "demo-not-empty"})
    assert len(run("classes", "--json").value) == 2


BAD: list[tuple[str, ...]] = [
    (),
    ("--",),
    ("nonsense",),
    ("--json", "classes"),
    ("classes", "--nonsense"),
    ("class-new",),
    ("class-new", "T13"),
    ("class-new", "T13", "--start", "soon"),
    ("class-new", "T13", "--start", "1/12/69"),
    ("class-new", "T13", "--start", "30/2/2569"),
    ("class-new", "T12", "--start", "2026-12-01"),
    ("class-new", "a/b", "--start", "2026-12-01"),
    ("class-new", "", "--start", "2026-12-01"),
    ("class-new", "T13", "--start", "2026-12-01", "--template", "x"),
    ("class-new", "T13", "--start", "2026-12-01", "--number", "0"),
    ("class-new", "T13", "--start", "2026-12-01", "--number", "9" * 30),
    ("class-new", "T13", "--start", "2026-12-01", "--number", "x"),
    ("class-new", "T13", "--start", "2026-12-01", "--capacity", "0"),
    ("import-roster", "T12", "nowhere.xlsx"),
    ("import-roster", "T12", "."),
    ("import-roster", "nowhere", "nowhere.xlsx"),
    ("mark", "T12", "S13", "present", "1"),
    ("mark", "T12", "S01", "there", "1"),
    ("mark", "T12", "S01", "present"),
    ("mark", "T12", "S01", "present", "0"),
    ("mark", "T12", "S01", "present", "9" * 5000),
    ("mark", "T12", "S01", "present", "all", "1"),
    ("mark", "T12", "S01", "present", "1", "--minutes", "5"),
    ("mark", "T12", "S01", "late", "1", "--minutes", "-5"),
    ("mark", "T12", "S01", "late", "1", "--minutes", "91"),
    ("mark", "T12", "S01", "late", "1", "--minutes", "9" * 30),
    ("mark", "T12", "S01", "absent", "1", "--of", "S02"),
    ("mark", "T12", "S01", "makeup", "1", "--of", "S77"),
    ("mark", "nowhere", "S01", "present", "1"),
    ("attendance", "nowhere"),
    ("attendance", "T12\udcff"),
    ("eligibility", ""),
    ("certificates", "T12", "out.pdf"),
    ("export", "T12", "out.doc"),
    ("export", "T12", "out"),
    ("export", "T12", ""),
    ("export", "T12", "."),
    ("export", "T12", "no/such/folder/out.csv"),
    ("history", "T12", "--person", "77"),
    ("demo", "--classes", "0"),
    ("demo", "--people", "many"),
]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("words", BAD, ids=lambda words: " ".join(words)[:60] or "nothing")
def test_bad_input_is_answered_with_one_sentence_and_status_two(
    made: Run, words: tuple[str, ...], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    as_json = made(*words, "--json", lang=lang) if "--" not in words else made(*words, lang=lang)
    as_text = made(*words, lang=lang)

    assert (as_json.status, as_text.status) == (2, 2)
    if "--" not in words:
        assert list(as_json.value) == ["error"]
    for said in (as_json, as_text):
        assert len(said.err.strip().splitlines()) == 1
        assert "Traceback" not in said.err
        assert "refused." not in said.err
    assert as_text.out == "" or "--json" in words


def test_certificates_that_cannot_be_written_leave_no_half_file(made: Run, tmp_path: Path) -> None:
    attend(made)
    (tmp_path / "folder.pdf").mkdir()

    statuses = [
        made("certificates", "T12", out, "--json").status
        for out in (tmp_path / "folder.pdf", tmp_path / "no" / "out.pdf", Path())
    ]

    assert all(status in (1, 2) for status in statuses)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["desk", "folder.pdf", "roster.csv"]
    assert made("certificates", "T12", tmp_path / "out.pdf", "--json").value[0]["page"] == 1


def test_the_world_failing_is_status_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    said = run("classes", "--json", data=tmp_path / "file")

    assert (said.status, said.value) == (1, {"error": "folder-is-a-file"})
    assert str(tmp_path / "file") in said.err


def test_a_folder_in_use_is_said_after_waiting(
    run: Run, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["desktop.cli.main"], "_LOCK_SECONDS", 0.05)
    run("classes")
    taken = opening.lock(data_folder)

    writing = run("class-new", "T1", "--start", "2026-12-01", "--json")
    reading = run("classes", "--json")
    taken.release()

    assert (writing.status, writing.value) == (1, {"error": "in-use"})
    assert reading.status == 0


def test_a_store_of_a_newer_version_is_left_as_it_was(made: Run, data_folder: Path) -> None:
    db = driver.connect(data_folder / "desk.db")
    db.table("_sqlite_migrations").insert(
        {"migration_set": "desk", "name": "m999_holograms", "applied_at": "2030"}
    )
    db.conn.close()
    before = (data_folder / "desk.db").read_bytes()

    for words in (["classes"], ["doctor"], ["mark", "T12", "S01", "present", "all"]):
        said = made(*words, "--json")
        assert (said.status, said.value) == (1, {"error": "store-newer"})

    assert (data_folder / "desk.db").read_bytes() == before


def test_a_clock_set_wrong_is_said_beside_the_answer(
    made: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = opening.system_clock()
    monkeypatch.setattr(
        opening.open_desk, "__kwdefaults__",
        {**opening.open_desk.__kwdefaults__, "clock": lambda: now.replace(year=2569)},
    )  # fmt: skip

    said = made("classes", "--json")

    assert (said.status, len(said.value)) == (0, 1)
    assert "Buddhist" in said.err


@pytest.mark.parametrize("place", ["before", "after", "equals"])
def test_options_stand_before_or_after_the_command(
    data_folder: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    data, words = str(data_folder), ["attendance", "nowhere"]
    options = ["--data", data, "--lang", "en"]
    if place == "equals":
        options = [f"--data={data}", "--lang=en"]

    status = main([*options, *words] if place == "before" else [*words, *options])

    assert status == 2
    assert "There is no class" in capsys.readouterr().err
    assert data_folder.is_dir()


def test_thai_is_the_first_language_and_settings_are_heard(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--data", str(data_folder), "attendance", "x"])
    thai = capsys.readouterr().err
    (data_folder / "settings.json").write_text('{"language": "en"}')
    main(["--data", str(data_folder), "attendance", "x"])

    assert any("\u0e01" <= letter <= "\u0e5b" for letter in thai)
    assert capsys.readouterr().err.startswith("There is no class")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as over:
        main(["--help"])

    shown = capsys.readouterr().out
    assert over.value.code == 0
    for verb in ("demo", "class-new", "import-roster", "certificates", "doctor"):
        assert verb in shown


def test_a_terminal_of_another_code_page_gets_thai_all_the_same(
    made: Run, data_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("wb") as raw:
        stream = TextIOWrapper(raw, encoding="ascii")
        monkeypatch.setattr("sys.stdout", stream)
        status = main(["--data", str(data_folder), "attendance", "T12", "--json"])
        stream.flush()

    assert status == 0
    assert json.loads((tmp_path / "out").read_text("utf-8"))[0]["name"] == "นายสมชาย ใจดี"
    assert made


def test_columns_are_as_wide_as_people_see_them() -> None:
    assert columns([("ปี่", "x"), ("ก", "y")]) == ["ปี่  x", "ก  y"]
    assert columns([]) == []
    assert room("น้ำ") == 2
