from __future__ import annotations

import os
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kinerja_docs import reading
from kinerja_docs.errors import ReadingError
from kinerja_docs.reading import inputs
from kinerja_docs.reading.limits import DEFAULT
from tests.reading.parts import docx, p, texts, zipped

FILE = b"isi"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, data: bytes = FILE) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def found(*paths: str) -> list[str]:
    return [source.path for source in reading.expand(paths)]


def failures(*paths: str) -> list[tuple[str, str, str]]:
    sources = [source for source in reading.expand(paths) if source.failure is not None]
    return [(source.path, source.failure.code, source.failure.reason) for source in sources if source.failure]


def test_a_file_keeps_its_name_as_given() -> None:
    put("a/b.txt")
    assert found("a/b.txt", "./a/../a/b.txt") == ["a/b.txt"]
    assert found("./a/b.txt") == ["./a/b.txt"]
    source = reading.expand(["a/b.txt"])[0]
    assert (source.load(), source.size, source.failure, source.suffix) == (FILE, 3, None, ".txt")
    assert texts(reading.read(source).lines) == [["isi"]]


def test_files_of_a_folder_come_in_code_point_order() -> None:
    for name in ("d/b.txt", "d/a/z.txt", "d/a.txt", "d/B.txt", "d/ä.txt", "d/a-1.txt", "d/a/b/c.txt"):
        put(name)
    expected = ["d/B.txt", "d/a-1.txt", "d/a.txt", "d/a/b/c.txt", "d/a/z.txt", "d/b.txt", "d/ä.txt"]
    assert found("d") == expected
    assert found("d/") == expected
    assert found("./d")[0] == "./d/B.txt"
    assert found(".")[0] == "./d/B.txt"


def test_one_file_is_read_once(here: Path) -> None:
    put("d/a.txt")
    put("d/b.txt")
    assert found("d/b.txt", "d", (here / "d" / "a.txt").as_posix()) == ["d/b.txt", "d/a.txt"]


def test_what_nobody_hands_in_is_passed_over_and_noted() -> None:
    litter = ["d/.DS_Store", "d/Thumbs.db", "d/desktop.ini", "d/~$kp.docx", "d/.hidden"]
    for name in (*litter, "d/.git/config", "d/__MACOSX/a.txt", "d/a.txt", "d/~a.txt"):
        put(name)
    noted: list[str] = []
    sources = reading.expand(["d"], passed_over=noted)
    assert [source.path for source in sources] == ["d/a.txt", "d/~a.txt"]
    assert sorted(noted) == sorted([*litter, "d/.git", "d/__MACOSX"])


def test_a_named_file_is_read_whatever_its_name() -> None:
    put("d/.hidden.txt")
    assert found("d/.hidden.txt") == ["d/.hidden.txt"]


def test_excluded_folders_and_files_are_left_out() -> None:
    for name in ("d/a.txt", "d/keluar/b.txt", "d/keluar/c/d.txt"):
        put(name)
    for exclude in (lambda path: path.name == "keluar", frozenset((Path("d/keluar"),))):
        assert [source.path for source in reading.expand(["d"], exclude=exclude)] == ["d/a.txt"]


def test_links_are_not_followed_below_a_folder(here: Path) -> None:
    put("d/a.txt")
    put("outside/b.txt")
    (here / "d" / "loop").symlink_to(here / "d", target_is_directory=True)
    (here / "d" / "out").symlink_to(here / "outside", target_is_directory=True)
    (here / "d" / "b.txt").symlink_to(here / "outside" / "b.txt")
    (here / "d" / "again.txt").symlink_to(here / "d" / "a.txt")
    (here / "d" / "gone.txt").symlink_to(here / "nowhere")
    (here / "d" / "self").symlink_to(here / "d" / "self")
    noted: list[str] = []
    assert [source.path for source in reading.expand(["d"], passed_over=noted)] == ["d/a.txt"]
    assert sorted(noted) == ["d/again.txt", "d/b.txt", "d/gone.txt", "d/loop", "d/out", "d/self"]


def test_a_link_that_is_named_is_followed(here: Path) -> None:
    put("d/a.txt")
    (here / "link").symlink_to(here / "d", target_is_directory=True)
    (here / "self").symlink_to(here / "self")
    assert found("link") == ["link/a.txt"]
    assert found("link", "d") == ["link/a.txt"]
    assert [(path, code) for path, code, _ in failures("self")] == [("self", "BRK001")]


def test_what_is_not_there() -> None:
    assert failures("tiada.docx", "tiada.zip!/a.docx", "a\0b") == [
        ("tiada.docx", "BRK001", "missing"),
        ("tiada.zip!/a.docx", "BRK001", "missing"),
        ("a\0b", "BRK001", "missing"),
    ]
    put("a.txt")
    assert failures("a.txt/b.txt") == [("a.txt/b.txt", "BRK001", "missing")]


def test_a_file_that_goes_away_before_it_is_read() -> None:
    put("a.txt")
    source = reading.expand(["a.txt"])[0]
    Path("a.txt").unlink()
    with pytest.raises(ReadingError) as caught:
        source.load()
    assert (caught.value.code, caught.value.reason) == ("BRK001", "missing")


def test_a_file_that_may_not_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    put("d/a.txt")
    put("d/e/b.txt")
    put("c.zip", zipped({"a.txt": FILE}))
    source = reading.expand(["d/a.txt"])[0]
    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", refuse)
        with pytest.raises(ReadingError) as caught:
            source.load()
        assert failures("c.zip") == [("c.zip", "BRK001", "not_allowed")]
    assert (caught.value.code, caught.value.reason) == ("BRK001", "not_allowed")
    listed = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: refuse() if str(path).endswith("e") else listed(path))
    assert found("d") == ["d/a.txt", "d/e"]
    assert failures("d") == [("d/e", "BRK001", "not_allowed")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do all is refused nothing")
def test_permissions_of_the_system() -> None:
    put("d/a.txt")
    put("d/e/b.txt")
    Path("d/a.txt").chmod(0)
    Path("d/e").chmod(0)
    try:
        assert failures("d") == [("d/e", "BRK001", "not_allowed")]
        with pytest.raises(ReadingError):
            reading.expand(["d/a.txt"])[0].load()
    finally:
        Path("d/e").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_pipes_are_not_opened() -> None:
    put("d/a.txt")
    os.mkfifo("d/pipe.docx")
    noted: list[str] = []
    assert [source.path for source in reading.expand(["d"], passed_over=noted)] == ["d/a.txt"]
    assert noted == ["d/pipe.docx"]
    assert failures("d/pipe.docx") == [("d/pipe.docx", "BRK001", "not_supported")]


def test_archives_are_opened_in_memory(here: Path) -> None:
    inner = zipped({"d.docx": docx(p("dalam"))})
    put("d/a.zip", zipped({"b/c.docx": docx(p("isi")), "in.ZIP": inner, "b/": b"", "b/a.txt": FILE}))
    put("d/b.txt")
    sources = reading.expand(["d"])
    assert [source.path for source in sources] == [
        "d/a.zip!/b/a.txt",
        "d/a.zip!/b/c.docx",
        "d/a.zip!/in.ZIP!/d.docx",
        "d/b.txt",
    ]
    assert [texts(reading.read(source).lines) for source in sources] == [[["isi"]], [["isi"]], [["dalam"]], [["isi"]]]
    assert sorted(path.name for path in here.rglob("*") if path.is_file()) == ["a.zip", "b.txt"]


def test_a_path_may_lead_into_an_archive() -> None:
    put("a.zip", zipped({"b/c.txt": FILE, "b/d.txt": FILE, "e.txt": FILE, "in.zip": zipped({"f.txt": FILE})}))
    assert found("a.zip!/b/c.txt") == ["a.zip!/b/c.txt"]
    assert found("a.zip!/b") == ["a.zip!/b/c.txt", "a.zip!/b/d.txt"]
    assert found("a.zip!/in.zip") == ["a.zip!/in.zip!/f.txt"]
    assert failures("a.zip!/x.txt") == [("a.zip!/x.txt", "BRK001", "missing")]


def test_litter_of_archives_is_passed_over() -> None:
    put("a.zip", zipped({"__MACOSX/._b.txt": FILE, "b.txt": FILE, "x/.DS_Store": FILE, "~$b.docx": FILE}))
    noted: list[str] = []
    assert [source.path for source in reading.expand(["a.zip"], passed_over=noted)] == ["a.zip!/b.txt"]
    assert noted == ["a.zip!/__MACOSX/._b.txt", "a.zip!/x/.DS_Store", "a.zip!/~$b.docx"]


def test_names_that_lead_out_of_an_archive_stay_inside(here: Path) -> None:
    names = ["../../x.txt", "/etc/y.txt", "C:\\z.txt", "..\\w.txt", "a/../../v.txt"]
    put("d/a.zip", zipped([(name, name.encode()) for name in names]))
    sources = reading.expand(["d"])
    assert sorted(source.path for source in sources) == [
        "d/a.zip!/a/v.txt",
        "d/a.zip!/etc/y.txt",
        "d/a.zip!/w.txt",
        "d/a.zip!/x.txt",
        "d/a.zip!/z.txt",
    ]
    assert sorted(source.load() for source in sources) == sorted(name.encode() for name in names)
    assert list(here.parent.glob("*.txt")) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read() -> None:
    put("a.zip", zipped([("a.txt", b"satu"), ("a.txt", b"dua"), ("../a.txt", b"tiga")]))
    sources = reading.expand(["a.zip"])
    assert sorted(source.path for source in sources) == ["a.zip!/a (2).txt", "a.zip!/a (3).txt", "a.zip!/a.txt"]
    assert sorted(source.load() for source in sources) == [b"dua", b"satu", b"tiga"]


def test_names_of_members_in_either_encoding() -> None:
    put("utf.zip", zipped({"kinerja é.txt": FILE}))
    old = zipped({"kinerja _.txt": FILE}).replace(b"kinerja _", b"kinerja \x82")  # cp437: é
    put("old.zip", old)
    put("bare.zip", zipped({"kinerja __.txt": FILE}).replace(b"kinerja __", "kinerja é".encode()))
    assert found("utf.zip", "old.zip", "bare.zip") == [
        "utf.zip!/kinerja é.txt",
        "old.zip!/kinerja é.txt",
        "bare.zip!/kinerja é.txt",
    ]
    assert [source.load() for source in reading.expand(["old.zip", "bare.zip"])] == [FILE, FILE]


def test_dashes_and_quotes_of_windows_in_names_of_members() -> None:
    put("a.zip", zipped({"SKP _ Jum_at.txt": FILE}).replace(b"SKP _ Jum_at", b"SKP \x96 Jum\x92at"))
    assert found("a.zip") == ["a.zip!/SKP \u2013 Jum\u2019at.txt"]
    assert reading.expand(["a.zip"])[0].load() == FILE


def test_paths_of_windows_in_an_archive() -> None:
    put(
        "a.zip",
        zipped({"skp_budi_a.txt": FILE, "skp_kosong_": b""}).replace(b"skp_", b"skp\\").replace(b"i_a", b"i\\a"),
    )
    assert found("a.zip") == ["a.zip!/skp/budi/a.txt", "a.zip!/skp/kosong_"]
    put("b.zip", zipped({"..__a.txt": FILE}).replace(b"..__", b"..\\c"))
    assert found("b.zip") == ["b.zip!/ca.txt"]


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="names here are always text")
def test_names_of_files_that_are_no_text() -> None:
    put("d/a.txt")
    Path(os.fsdecode(b"d/b\xff.txt")).write_bytes(FILE)
    sources = reading.expand(["d"])
    assert [source.path for source in sources] == ["d/a.txt", "d/b\ufffd.txt"]
    assert sources[1].load() == FILE


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": FILE})
    for _ in range(depth - 1):
        data = zipped({"z.zip": data})
    return data


def test_archives_in_archives_only_so_deep() -> None:
    put("three.zip", nested(3))
    put("four.zip", nested(4))
    assert found("three.zip") == ["three.zip!/z.zip!/z.zip!/a.txt"]
    assert failures("three.zip") == []
    assert failures("four.zip") == [("four.zip!/z.zip!/z.zip!/z.zip", "BRK006", "depth")]


def test_broken_archives() -> None:
    whole = zipped({"a.txt": FILE * 1000})
    put("half.zip", whole[: len(whole) // 2])
    put("empty.zip", b"")
    put("text.zip", b"hanya teks")
    put("ok.zip", zipped({"in.zip": whole[:40], "b.txt": FILE}))
    assert failures("half.zip", "empty.zip", "text.zip", "ok.zip") == [
        ("half.zip", "BRK001", "damaged"),
        ("empty.zip", "BRK001", "empty"),
        ("text.zip", "BRK001", "renamed"),
        ("ok.zip!/in.zip", "BRK001", "damaged"),
    ]
    assert found("ok.zip") == ["ok.zip!/b.txt", "ok.zip!/in.zip"]


def locked(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[changed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def test_locked_members() -> None:
    put("a.zip", locked(zipped({"a.txt": FILE})))
    put("b.zip", zipped({"in.zip": locked(zipped({"a.txt": FILE}))}))
    assert failures("a.zip", "b.zip") == [
        ("a.zip!/a.txt", "BRK002", "encrypted"),
        ("b.zip!/in.zip!/a.txt", "BRK002", "encrypted"),
    ]


def test_bombs_become_failures() -> None:
    put("a.zip", zipped({"a.txt": b" " * (DEFAULT.ratio_from + 1), "b.txt": FILE}))
    assert failures("a.zip") == [("a.zip!/a.txt", "BRK006", "ratio")]
    limits = replace(DEFAULT, members=3)
    put("b.zip", zipped({f"{n}.txt": FILE for n in range(4)}))
    put("c.zip", zipped({"1.zip": zipped({"a.txt": FILE, "b.txt": FILE}), "2.zip": zipped({"a.txt": FILE})}))
    sources = [source for source in reading.expand(["b.zip", "c.zip"], limits) if source.failure]
    assert [(source.path, str(source.failure)) for source in sources] == [
        ("b.zip", "BRK006: members 3"),
        ("c.zip!/1.zip", "BRK006: members 3"),
    ]


def test_inner_archives_share_one_allowance() -> None:
    inner = zipped({"a.txt": os.urandom(1000)})
    put("a.zip", zipped({"1.zip": inner, "2.zip": inner}))
    sources = reading.expand(["a.zip"], replace(DEFAULT, unpacked=len(inner) + 10))
    assert [(source.path, source.failure is None) for source in sources] == [
        ("a.zip!/1.zip!/a.txt", True),
        ("a.zip!/2.zip", False),
    ]


def test_a_file_over_the_size_is_not_loaded() -> None:
    put("a.txt", b"x" * 100)
    with pytest.raises(ReadingError) as caught:
        reading.expand(["a.txt"], replace(DEFAULT, size=99))[0].load()
    assert (caught.value.code, caught.value.reason) == ("BRK006", "size")


def test_an_office_file_named_zip_is_one_file() -> None:
    put("a.zip", docx(p("isi")))
    sources = reading.expand(["a.zip"])
    assert [source.path for source in sources] == ["a.zip"]
    assert reading.read(sources[0]).kind == "docx"


def test_an_archive_under_another_name_is_not_opened() -> None:
    put("a.docx", zipped({"a.txt": FILE}))
    sources = reading.expand(["a.docx"])
    assert [source.path for source in sources] == ["a.docx"]
    with pytest.raises(ReadingError) as caught:
        reading.read(sources[0])
    assert (caught.value.code, caught.value.reason) == ("BRK001", "renamed")


def test_sources_travel_between_processes() -> None:
    put("a.zip", zipped({"b.txt": FILE}))
    sources = reading.expand(["a.zip", "tiada.docx"])
    there = pickle.loads(pickle.dumps(sources))
    assert there == sources
    assert there[0].load() == FILE
    assert (there[1].failure.code, there[1].failure.reason) == ("BRK001", "missing")


def test_an_archive_replaced_meanwhile() -> None:
    put("a.zip", zipped({"a.txt": FILE, "b.txt": FILE}))
    source = reading.expand(["a.zip"])[1]
    with zipfile.ZipFile("a.zip", "w"):
        pass
    with pytest.raises(ReadingError) as caught:
        source.load()
    assert (caught.value.code, caught.value.reason) == ("BRK001", "damaged")


def test_an_archive_is_opened_once_for_all_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({f"{number}.txt": f"isi {number}" for number in range(20)})
    put("a.zip", zipped({"1.zip": inner, "2.zip": inner, "z.txt": b"akhir"}))
    sources = reading.expand(["a.zip"])
    opened: list[object] = []
    whole = inputs.open_zip
    monkeypatch.setattr(inputs, "open_zip", lambda file, limits: opened.append(file) or whole(file, limits))
    held = [source.load() for source in sources]
    assert held == [f"isi {source.path[-6:-4].strip('/')}".encode() for source in sources[:-1]] + [b"akhir"]
    assert len(opened) == 3


def test_an_archive_that_is_replaced_between_two_files_is_opened_anew() -> None:
    put("a.zip", zipped({"1.txt": b"satu", "2.txt": b"dua"}))
    sources = reading.expand(["a.zip"])
    assert sources[0].load() == b"satu"
    put("a.zip", zipped({"1.txt": b"lain satu"}))
    with pytest.raises(ReadingError) as caught:
        sources[1].load()
    assert caught.value.code == "BRK001"
    assert sources[0].load() == b"lain satu"
