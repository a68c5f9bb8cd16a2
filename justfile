# The everyday loop; each recipe is one plain command.

# Open the window.
run *ARGS:
    uv run companion {{ARGS}}

# The fast tests.
test *ARGS:
    uv run pytest {{ARGS}}

# The tests with the real model and encoders.
native:
    uv run pytest -n 0 -m "native or slow"

# Lint, types, import contracts.
check:
    uv run ruff check
    uv run ruff format --check
    uv run mypy
    uv run lint-imports

# Put the code in shape.
format:
    uv run ruff check --fix
    uv run ruff format

# Speed, as ratios to a baseline measured in the same run.
bench:
    uv run companion bench chat --json

# Pictures of every state of the window, light and dark.
screenshots OUT="screenshots":
    uv run python packaging/screenshots.py {{OUT}}

# Take the strings of the window out for translation, and compile what was translated.
translate:
    uv run pyside6-lupdate -locations none -no-obsolete $(find ui -name '*.py') -ts assets/i18n/companion_de.ts
    uv run pyside6-lrelease assets/i18n/companion_de.ts

# Pin every version anew, after a dependency has changed.
pin:
    uv run --no-project --with tomlkit packaging/pin.py
