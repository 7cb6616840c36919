"""The parts of the package that ``pyproject.toml`` cannot describe.

The extras are those of the requirements files; setuptools does not understand their ``-r`` lines. Streamlit's settings
are in ``.streamlit``, which is not a valid name of a package.
"""

from pathlib import Path

from setuptools import find_namespace_packages, setup

#: the package that Streamlit's settings are installed as
SETTINGS = "dashboard.settings"


def requirements(name: str) -> list[str]:
    """Return the requirements of a file and of the files it includes, apart from ``requirements.txt``."""
    found = []
    for line in Path(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            included = line.removeprefix("-r ")
            found += [] if included == "requirements.txt" else requirements(included)
        elif line and not line.startswith("#"):
            found.append(line)
    return found


setup(
    packages=[
        *find_namespace_packages(include=["analysis*", "dashboard*", "seeds", "benchmarks"], exclude=["*__pycache__*"]),
        SETTINGS,
    ],
    package_dir={SETTINGS: ".streamlit"},
    extras_require={extra: requirements(f"requirements-{extra}.txt") for extra in ("cluster", "signin", "dev")},
)
