"""What real public files give: ``python -m scripts.real_files FOLDER docs/berkas-nyata.md``.

For each file of the folder its form, how many fields and rows were read, or why it could not be. The table holds no
content of the files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kinerja_docs import api, words
from kinerja_docs.model import FileResult
from kinerja_docs.options import Options
from kinerja_docs.outcome import ReadOutcome

HEAD = """# Berkas nyata

Apa yang terbaca dari berkas publik yang dipakai untuk mencoba. Tabel ini dibuat dengan
`python -m scripts.real_files FOLDER docs/berkas-nyata.md`.
"Tidak dikenal" berarti program tidak menebak; "tidak terbaca" menyebut sebabnya.

| Berkas | Formulir | Isian | Baris |
| --- | --- | --- | --- |
"""


def lines(result: FileResult, outcome: ReadOutcome, folder: Path) -> Iterator[str]:
    """The lines of one file, one for each document in it."""
    name = result.path.removeprefix(f"{folder.as_posix()}/").replace("|", "/")
    failure = outcome.failures.get(result.path)
    if failure is not None:
        yield f"| {name} | tidak terbaca: {words.get(f'reason.{failure.reason}', 'id')} ({failure.code}) | | |"
        return
    for record in result.records:
        form = f"`{record.form}`" if record.form is not None else "tidak dikenal"
        rows = ", ".join(f"{table} {len(found)}" for table, found in record.rows.items() if found)
        yield f"| {name} | {form} | {len(record.fields) or ''} | {rows} |"


def main() -> None:
    """Write the table."""
    folder, output = Path(sys.argv[1]), Path(sys.argv[2])
    words.use("id")
    outcome = api.read([folder.as_posix()], Options())
    below = [result for result in outcome.files if result.path.count("/") > folder.as_posix().count("/") + 1]
    table = [line for result in below for line in lines(result, outcome, folder)]
    output.write_text(HEAD + "\n".join(table) + "\n", "utf-8")


if __name__ == "__main__":
    main()
