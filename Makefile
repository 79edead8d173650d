# make demo and make test do all set-up by themselves; they need Python (3.11 or newer) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLES ?= samples/bermasalah samples/kantor-bersih
PICTURE ?= $(addprefix samples/bermasalah/,skp-target-kosong.docx pk-jumlah-anggaran-salah.docx skp-kegiatan-bukan-hasil.docx)
TODAY ?= 2026-11-20
SECONDS ?= 60
CASES ?= 1000
TESTS ?= tests

.PHONY: demo test check lint types layers system offline bench fuzz accuracy lock picture clean

demo: $(READY)
	@$(BIN)/kinerja-docs check $(SAMPLES) --today $(TODAY); code=$$?; \
	case $$code in 0|1|3) ;; *) exit $$code ;; esac

test: $(READY) system lint types layers
	$(BIN)/python -m pytest -q

# The same where the system gives every program, the browser and LibreOffice too, no network but loopback (Linux).
offline: $(READY)
	unshare --user --map-root-user --net sh -c 'ip link set lo up && $(BIN)/python -m pytest -q $(TESTS)'

check: $(READY) lint types layers
	$(BIN)/python -m pytest -q -m "not slow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

system:
	@sh scripts/system.sh

bench: $(READY)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.printed
	$(BIN)/python -m bench.workers
	$(BIN)/python -m bench.batches
	$(BIN)/python -m bench.evidence
	$(BIN)/python -m bench.province

fuzz: $(READY)
	@$(BIN)/python -c "import atheris" 2>/dev/null || $(BIN)/python -m pip install --quiet "atheris>=2.3"
	$(BIN)/python -m fuzz --seconds $(SECONDS)
	$(BIN)/python -m fuzz.mass --cases $(CASES)

accuracy: $(READY)
	$(BIN)/python -m tests.accuracy --forms all
	$(BIN)/python -m tests.accuracy --n 60 --pdf libreoffice
	$(BIN)/python -m tests.accuracy --n 60 --pdf reportlab
	$(BIN)/python -m tests.linking.accuracy
	$(BIN)/python -m tests.offices
	$(BIN)/python -m tests.offices --offices 38 --seed 4242
	$(BIN)/python -m tests.disclosing
	$(BIN)/python -m tests.lke

lock: $(READY)
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --strip-extras --allow-unsafe --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
		--output-file requirements.lock pyproject.toml

picture: $(READY)
	$(BIN)/python scripts/picture.py $(PICTURE) docs/gambar/laporan.svg
	PYTHONPATH=. $(BIN)/python scripts/page_picture.py docs/gambar

$(READY): pyproject.toml requirements.lock
	@sh scripts/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
