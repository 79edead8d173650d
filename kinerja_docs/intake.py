"""What comes in: which files the paths name, in which role, and which office folder rules them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kinerja_docs import office, reading, words
from kinerja_docs.desk import Job
from kinerja_docs.model import FileRole
from kinerja_docs.office import Office
from kinerja_docs.options import Options

INSIDE = "!/"


def submitted(paths: Sequence[str], options: Options, notices: list[str]) -> list[Job]:
    """The submitted files in order, each once, with the office folder that rules it: the nearest above the file, so
    that the folder of a province may hold those of its offices."""
    jobs: list[Job] = []
    offices: dict[Path, Office] = {}
    above: dict[Path, Path | None] = {}
    for path in paths:
        for source in _sources(path, options, notices):
            place = _outer(source).parent
            if place not in above:
                above[place] = office_folder(place.as_posix(), options)
            folder = above[place]
            if folder is not None and folder not in offices:
                offices[folder] = office.load(folder)
            job = _job(source, offices[folder] if folder is not None else None, path)
            if job is not None:
                jobs.append(job)
    return _each_once(jobs, ())


def _job(source: reading.Source, owner: Office | None, path: str) -> Job | None:
    """The job of a file, or None where the office's folder holds it for another purpose."""
    if owner is None:
        return Job(source)
    here = _outer(source).absolute()
    named = source.path == path
    if not owner.is_submission(here) and not named:
        return None
    role: FileRole = "evidence" if owner.owns(here) == office.EVIDENCE_FOLDER else "submitted"
    return Job(source, role, owner.folder, named)


def others(options: Options, jobs: Sequence[Job], notices: list[str], evidence: bool = False) -> list[Job]:
    """References and evidence: what the options name, and IKU and PK of the office folders beside the submission.

    The evidence folder of an office comes along for what lies in its folder of LKE, or always (``evidence``).
    """
    given: list[tuple[str, FileRole, bool]] = [(path, "reference", True) for path in options.reference]
    given += [(path, "evidence", True) for path in options.evidence]
    for folder in dict.fromkeys(job.office for job in jobs if job.office is not None):
        places = (folder / name for name in office.REFERENCE_FOLDERS)
        given += [(place.as_posix(), "reference", False) for place in places if place.is_dir()]
        if any(job.office == folder and (evidence or _is_lke(job, folder)) for job in jobs):
            given += [
                (place.as_posix(), "evidence", False) for place in [folder / office.EVIDENCE_FOLDER] if place.is_dir()
            ]
    found = []
    for path, role, named in given:
        folder_of = office_folder(path, options)
        for source in _sources(path, options, notices):
            itself = named and (role == "reference" or source.path == path)
            found.append(Job(source, role, folder_of, itself, shared=named and role == "evidence"))
    return _each_once(found, jobs)


def _is_lke(job: Job, folder: Path) -> bool:
    """Whether a file lies where an office keeps its LKE, so that the office's evidence belongs to it."""
    return job.role == "submitted" and (folder / office.LKE_FOLDER) in _outer(job.source).absolute().parents


def office_folder(path: str, options: Options) -> Path | None:
    """The office folder that rules a path: the option's, else found upwards from the path, else from here."""
    if options.office is not None:
        return options.office.absolute()
    return office.find(Path(path)) or office.find(Path.cwd())


def is_whole(path: str) -> bool:
    """Whether a path names a folder or an archive, so that what is missing in it can be told."""
    return Path(path).is_dir() or path.lower().endswith(".zip")


def _sources(path: str, options: Options, notices: list[str]) -> list[reading.Source]:
    """The files of one path; what was passed over is noticed."""
    passed_over: list[str] = []
    sources = reading.expand([path], options.limits, passed_over, exclude=_is_ours)
    for name in passed_over:
        notice = words.get("notice.passed_over", path=name)
        if notice not in notices:
            notices.append(notice)
    return sources


def _is_ours(path: Path) -> bool:
    return path.name == office.KEPT_FOLDER


def _each_once(jobs: Sequence[Job], taken: Sequence[Job]) -> list[Job]:
    """The jobs whose file is none of those taken, and not named twice."""
    folders: dict[str, str] = {}
    seen = {_identity(job, folders) for job in taken}
    kept = []
    for job in jobs:
        identity = _identity(job, folders)
        if identity not in seen:
            seen.add(identity)
            kept.append(job)
    return kept


def _outer(source: reading.Source) -> Path:
    return Path(source.path.split(INSIDE)[0])


def _identity(job: Job, folders: dict[str, str]) -> str:
    """The same for two names of one file; ``folders`` keeps what is known of the folders, which take long to ask."""
    outer, _, inner = job.source.path.partition(INSIDE)
    folder, name = os.path.split(os.path.abspath(outer))
    if os.path.islink(outer):
        return f"{os.path.realpath(outer)}{INSIDE}{inner}"
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return f"{os.path.join(folders[folder], name)}{INSIDE}{inner}"
