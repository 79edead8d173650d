"""The work of PPID: what is due, letters from the register, the annual report. The only place that knows its order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import filling, words
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.batch import Batch
from kinerja_docs.office import Office
from kinerja_docs.outputs import refuse_over, write_whole
from kinerja_docs.ppid import annual, due, list_files, lists, register
from kinerja_docs.ppid.deadlines import answer_by, deadline
from kinerja_docs.ppid.register import OBJECTIONS, REQUESTS, Entry, Register, Wrong
from kinerja_docs.ppid.settings import LetterModel, settings
from kinerja_docs.spelling import remedy_for
from kinerja_docs.working_days import WorkingDays, calendar_of

NUMBERED = "tanda_bukti"  # numbered by the register; every other letter has a number of its own


def calendar(office: Office | None) -> WorkingDays:
    """The calendar of an office."""
    return calendar_of(office.libur_berkas if office is not None else None)


def open_register(path: Path, lang: str) -> tuple[Register, list[Wrong]]:
    """A register and everything that is wrong with it."""
    found = register.load(path)
    return found, found.wrong(lang)


def letter(
    kind: str,
    path: Path,
    number: int,
    folder: Path,
    *,
    office: Office | None,
    given: Mapping[str, str],
    today: date,
    language: str = "id",
    year: int | None = None,
    force: bool = False,
    tell: Callable[[str], None] | None = None,
) -> Batch:
    """Fill one letter with a line of the register; ``given`` are values that the register does not hold.

    ``tell`` is told what a person should know of a letter that was written: that its last day holds for an ordinary
    request, while nobody chose. Raises UsageError for an unknown letter, a line that is not there or unclear, a letter
    without a number, a refusal without a ground, and an answer to an objection that the PPID would sign.
    """
    known = settings().letters
    model = known.get(kind)
    if model is None:
        raise UsageError(words.get("ppid.unknown_letter", kind=kind), remedy_for(kind, known))
    found = register.load(path)
    entry = found.find(model.sheet, number, year)
    if entry is not None and model.sheet == OBJECTIONS and found.asked_by(entry) is None:
        raise UsageError(words.get("ppid.no_request", number=number), words.get("ppid.fix_request_unclear"))
    if entry is None:
        sheet = settings().sheets[model.sheet].title
        raise UsageError(words.get("ppid.no_entry", sheet=sheet, number=number), words.get("ppid.no_entry_remedy"))
    template = manifest(model.template, office.folder if office is not None else None)
    fields = template.model.fields
    unknown = next((name for name in given if name not in fields), None)
    if unknown is not None:
        raise UsageError(words.get("ppid.unknown_value", name=unknown), remedy_for(unknown, fields))
    known_values = _values(model, kind, entry, found, office, calendar(office), today, language)
    values = {name: text for name, text in known_values.items() if name in fields} | dict(given)
    _may_be_sent(model, values, office)
    if tell is not None and "batas" in values and "batas" not in given and _regime(found, model, entry) is None:
        tell(words.get("ppid.by_ordinary"))
    return _filled(model, values, folder, office, today, language, force)


def _filled(
    model: LetterModel,
    values: Mapping[str, str],
    folder: Path,
    office: Office | None,
    today: date,
    language: str,
    force: bool,
) -> Batch:
    """The letter, made beside and moved into the folder when it is whole; letters of many days share a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data.json"
        data.write_text(json.dumps([values]), encoding="utf-8")
        made = Path(scratch) / "surat"
        folder_of = office.folder if office is not None else None
        batch = filling.generate(model.template, data, made, office=folder_of, today=today, language=language)
        for one in batch.documents:
            target = folder / one.file
            refuse_over(target, force)
            write_whole(target, (made / one.file).read_bytes(), parents=True)
        return batch


def _values(
    model: LetterModel,
    kind: str,
    entry: Entry,
    found: Register,
    office: Office | None,
    days: WorkingDays,
    today: date,
    lang: str,
) -> dict[str, str]:
    """What the register and the office know of a letter, by the names of its manifest."""
    asked = entry if model.sheet == REQUESTS else found.asked_by(entry)
    known = settings()
    ppid = office.ppid if office is not None else {}
    role, post = ("atasan", known.posts.superior) if model.superior else ("ppid", known.posts.ppid)
    values = {
        "instansi": (office.nama or "") if office is not None else "",
        "alamat": ppid.get("alamat", ""),
        "tempat": ppid.get("kota", ""),
        "tanggal": today.isoformat(),
        "tanggal_uji": today.isoformat(),
        "penanda_tangan.nama": ppid.get("atasan" if model.superior else "nama", ""),
        "penanda_tangan.jabatan": ppid.get(f"{role}_jabatan", "") or post,
        "penanda_tangan.nip": ppid.get(f"{role}_nip", ""),
        "pemutus": ppid.get("pengecualian", ""),
        "kontak": asked.text("kontak") if asked is not None else "",
        "hari_keberatan": str(known.objection.file.days),
        "hari_sengketa": str(known.objection.dispute.days),
    }
    if asked is not None:
        names = ("nama", "pekerjaan", "rincian", "tujuan", "cara", "penguasaan", "bentuk", "biaya")
        values |= {name: asked.text(name) for name in names}
        values |= {"no_pendaftaran": asked.text("nomor"), "tanggal_permohonan": asked.text("tanggal")}
        values |= {"alamat_pemohon": asked.text("alamat"), "keputusan": asked.text("status")}
        values |= {"batas": _request_due(asked, days, kind, lang)}
    if model.ground and asked is not None and asked.letter in known.grounds:
        ground = known.grounds[asked.letter]
        values |= {"dasar": words.get("ppid.ground", lang, letter=asked.letter), "pengecualian": ground.title}
        values |= {"konsekuensi": ground.consequence}
    if model.sheet == OBJECTIONS:
        values |= {"no_keberatan": entry.text("nomor"), "nama": entry.text("nama"), "kasus": entry.text("kasus")}
        values |= {"alasan": known.objections.get(entry.letter, ""), "isi_keputusan": entry.text("keputusan")}
        received = entry.day("tanggal")
        elected = asked is not None and asked.regime == "pemilu"
        term = known.objection.answer_election if elected else known.objection.answer
        values["batas"] = deadline(received, [term], days).due.isoformat() if received is not None else ""
    if asked is not None and asked.regime != "pemilu":
        values["batas_keberatan"] = deadline(today, [known.objection.file], days).due.isoformat()
        values["batas_sengketa"] = deadline(today, [known.objection.dispute], days).due.isoformat()
    if kind == NUMBERED:
        values["nomor"] = entry.text("nomor")
    return {name: text for name, text in values.items() if text}


def _regime(found: Register, model: LetterModel, entry: Entry) -> str | None:
    asked = entry if model.sheet == REQUESTS else found.asked_by(entry)
    return asked.regime if asked is not None else None


def _request_due(entry: Entry, days: WorkingDays, kind: str, lang: str) -> str:
    received = entry.day("tanggal")
    if received is None:
        return ""
    extended = kind == "perpanjangan" or bool(entry.text("perpanjangan"))
    return answer_by(received, entry.regime or "biasa", days, extended, entry.pauses, lang).due.isoformat()


def _may_be_sent(model: LetterModel, values: Mapping[str, str], office: Office | None) -> None:
    if "nomor" not in values:
        raise UsageError(words.get("ppid.no_number"), words.get("ppid.no_number_remedy"))
    if model.ground and "dasar" not in values:
        raise UsageError(words.get("ppid.no_ground"), words.get("ppid.no_ground_remedy"))
    if model.ground and "pemutus" not in values:
        raise UsageError(words.get("ppid.no_decider"), words.get("ppid.no_decider_remedy"))
    signer = values.get("penanda_tangan.nama", "")
    own = office.ppid.get("nama", "") if office is not None else ""
    if model.superior and (not signer or signer.casefold() == own.casefold()):
        raise UsageError(words.get("ppid.superior_signs"), words.get("ppid.superior_signs_remedy"))


def report(path: Path, year: int, office: Office | None, today: date | None = None) -> annual.Annual:
    """The figures of a year as they stand on a day. UsageError where the register has mistakes, since its sums could
    not be trusted."""
    found, wrong = open_register(path, words.language())
    if wrong:
        first = wrong[0]
        message = words.get("ppid.not_in_order", path=path.as_posix(), count=len(wrong), first=told(first))
        raise UsageError(message, words.get("ppid.not_in_order_remedy"))
    figures = annual.annual(found, year, calendar(office), today)
    if not figures.reconciled():
        raise UsageError(words.get("ppid.not_reconciled", year=year), words.get("ppid.not_in_order_remedy"))
    return figures


def dip(paths: Sequence[str], before: Path | None, office: Office | None, year: int) -> lists.Found:
    """The list of public information of approved copies, after an earlier list."""
    earlier = list_files.read(before, lists.DIP) if before is not None else None
    name = (office.nama or "") if office is not None else ""
    return lists.dip(lists.logs(paths), name, office.ppid.get("ppid_jabatan", "") if office else "", year, earlier)


def dik(paths: Sequence[str], book: Path | None, before: Path | None) -> lists.Found:
    """The list of what is excluded, of approved copies and of refusals in the register, after an earlier list."""
    earlier = list_files.read(before, lists.DIK) if before is not None else None
    requests = register.load(book).requests if book is not None else []
    return lists.dik(lists.logs(paths), requests, earlier)


def told(wrong: Wrong) -> str:
    """What is wrong with a line, in one line."""
    return words.get("ppid.wrong", sheet=wrong.sheet, row=wrong.row, column=wrong.column, message=wrong.message)


def due_tree(path: Path, office: Office | None, today: date, lang: str) -> dict[str, Any]:
    """What is due as JSON, with what is wrong in the register."""
    found, wrong = open_register(path, lang)
    tree = due.tree(due.due(found, calendar(office), today, lang), today)
    problems = [{"sheet": w.sheet, "row": w.row, "column": w.column, "message": w.message, "fix": w.fix} for w in wrong]
    rights = due.rights_tree(due.rights(found, calendar(office), today, lang))
    return tree | {"rights": rights, "problems": problems}
