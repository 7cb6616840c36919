"""Codebooks: the variables that people code, with definitions, examples and values; from and to CSV and YAML."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from analysis.export.tables import defused

Unit = Literal["article", "statement", "sentence", "mark"]
UNITS: tuple[Unit, ...] = get_args(Unit)
Level = Literal["binary", "nominal", "ordinal", "interval"]
LEVELS: tuple[Level, ...] = get_args(Level)
#: the columns of a codebook as CSV, one row for each value; a variable without values has one row
COLUMNS = (
    "variable", "label", "unit", "level", "definition", "examples", "machine", "value", "value_label",
    "value_definition",
)  # fmt: skip
#: the ready-made codebooks
FOLDER = Path(__file__).with_name("codebooks")
#: characters of a key or a code
LONGEST = 64


class BadCodebook(ValueError):
    """A codebook that cannot be used; the message says where and what to change."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a variable can have: its code as it is stored, and its meaning."""

    code: str
    label: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """What is coded about each unit.

    A binary variable has two values, "1" for yes and "0" for no. Values of an ordinal variable are in order; an
    interval variable has numbers and no list of values. ``machine`` names the answer of Sourcelight that the variable
    can be compared with (``analysis.coding.machine``), "" for none.
    """

    key: str
    label: str
    unit: Unit
    level: Level
    definition: str = ""
    examples: str = ""
    machine: str = ""
    values: tuple[Value, ...] = ()

    def code_of(self, text: str) -> str:
        """Return a code as it is stored. Raises ``ValueError`` with a sentence if the variable cannot have it."""
        text = text.strip()
        if self.level == "interval":
            try:
                return repr(float(text))
            except ValueError:
                raise ValueError(f"{self.key} takes a number, not “{text}”") from None
        known = [value.code for value in self.values]
        by_label = {value.label.casefold(): value.code for value in self.values if value.label}
        if text in known:
            return text
        if text.casefold() in by_label:
            return by_label[text.casefold()]
        raise ValueError(f"{self.key} takes {', '.join(known)}, not “{text}”")

    def number_of(self, code: str) -> float:
        """Return the number of a code: its place among the values, or the number itself for an interval variable."""
        if self.level == "interval":
            return float(code)
        return float([value.code for value in self.values].index(code))


YES_OR_NO = (Value("1", "yes"), Value("0", "no"))


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named set of variables, all about the same kind of unit."""

    name: str
    variables: tuple[Variable, ...] = field(default_factory=tuple)

    @property
    def unit(self) -> Unit:
        """The kind of unit that is coded."""
        return self.variables[0].unit

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits of its contents: two codebooks with the same digest are the same."""
        return hashlib.blake2b(to_json(self).encode(), digest_size=4).hexdigest()

    def variable(self, key: str) -> Variable:
        """Return the variable with this key. Raises ``KeyError`` if there is none."""
        return {variable.key: variable for variable in self.variables}[key]


def checked(book: Codebook) -> Codebook:
    """Return a codebook without faults. Raises ``BadCodebook`` with the first fault."""
    if not book.name or not book.variables:
        raise BadCodebook("a codebook needs a name and at least one variable")
    keys = [variable.key for variable in book.variables]
    for key in keys:
        if not key or len(key) > LONGEST or keys.count(key) > 1:
            raise BadCodebook(f"variable “{key}”: each needs a key of its own of at most {LONGEST} characters")
    for variable in book.variables:
        _check(variable, book.unit)
    return book


def _check(variable: Variable, unit: Unit) -> None:
    where, codes = f"variable “{variable.key}”", [value.code for value in variable.values]
    if variable.unit not in UNITS or variable.unit != unit:
        raise BadCodebook(f"{where}: the unit must be one of {', '.join(UNITS)}, the same for the whole codebook")
    if variable.level not in LEVELS:
        raise BadCodebook(f"{where}: the level must be one of {', '.join(LEVELS)}, not “{variable.level}”")
    if any(not code or len(code) > LONGEST or codes.count(code) > 1 for code in codes):
        raise BadCodebook(f"{where}: each value needs a code of its own of at most {LONGEST} characters")
    if variable.level == "binary" and sorted(codes) != ["0", "1"]:
        raise BadCodebook(f"{where}: a binary variable has the values 1 and 0")
    if variable.level in ("nominal", "ordinal") and len(codes) < 2:
        raise BadCodebook(f"{where}: a variable of this level needs at least two values")
    if variable.level == "interval" and codes:
        raise BadCodebook(f"{where}: an interval variable has numbers, no list of values")


def to_json(book: Codebook) -> str:
    """Return a codebook as JSON on one line, as it is stored."""
    return json.dumps(asdict(book), ensure_ascii=False, sort_keys=True)


def from_mapping(found: object) -> Codebook:
    """Return a codebook from the mapping in a JSON or YAML file. Raises ``BadCodebook``."""
    if not isinstance(found, Mapping) or not isinstance(found.get("variables"), list):
        raise BadCodebook("a codebook has a “name” and a list of “variables”")
    variables = [_variable(item, number) for number, item in enumerate(found["variables"], 1)]
    return checked(Codebook(str(found.get("name") or "").strip(), tuple(variables)))


def _variable(item: object, number: int) -> Variable:
    if not isinstance(item, Mapping):
        raise BadCodebook(f"variable {number}: not a mapping with a “key”")
    values = item.get("values") or ()
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, Mapping) for value in values):
        raise BadCodebook(f"variable {number}: “values” must be a list of mappings with a “code”")
    level = _word(item, "level") or "binary"
    known = tuple(Value(_word(v, "code"), _word(v, "label"), _word(v, "definition")) for v in values)
    if not known and level == "binary":
        known = YES_OR_NO
    words = {name: _word(item, name) for name in ("key", "label", "definition", "examples", "machine")}
    unit = _word(item, "unit") or "article"
    return Variable(**words, unit=unit, level=level, values=known)  # type: ignore[arg-type]  # checked by ``checked``


def _word(item: Mapping[Any, Any], name: str) -> str:
    found = item.get(name)
    return "" if found is None else str(found).strip()


def from_yaml(text: str) -> Codebook:
    """Return the codebook in a YAML or JSON text. Raises ``BadCodebook``."""
    import yaml  # imported here because pages need it only when a codebook is read

    try:
        return from_mapping(yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError) as error:
        raise BadCodebook(f"not a YAML file: {' '.join(str(error).split())[:200]}") from error


def to_yaml(book: Codebook) -> str:
    """Return a codebook as YAML."""
    import yaml

    found = asdict(book)
    for variable in found["variables"]:
        variable["values"] = [_without_empty(value) for value in variable["values"]]
    found["variables"] = [_without_empty(variable) for variable in found["variables"]]
    written: str = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110)
    return written


def _without_empty(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value not in ("", [], ())}


def from_csv(text: str, name: str) -> Codebook:
    """Return the codebook in a CSV with the columns ``COLUMNS``, one row for each value. Raises ``BadCodebook``."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or "variable" not in rows[0]:
        raise BadCodebook(f"a codebook as CSV has the columns {', '.join(COLUMNS)}")
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = (row["variable"] or "").strip()
        variable = found.setdefault(key, {**row, "key": key, "values": []})
        if (row.get("value") or "").strip():
            variable["values"].append(
                {"code": row["value"], "label": row.get("value_label"), "definition": row.get("value_definition")}
            )
    return from_mapping({"name": name, "variables": list(found.values())})


def to_csv(book: Codebook) -> str:
    """Return a codebook as CSV; cells are defused."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(COLUMNS)
    for variable in book.variables:
        first = (
            variable.key, variable.label, variable.unit, variable.level, variable.definition, variable.examples,
            variable.machine,
        )  # fmt: skip
        for value in variable.values or (Value(""),):
            out.writerow([defused(cell) for cell in (*first, value.code, value.label, value.definition)])
    return written.getvalue()


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a CSV, YAML or JSON file. Raises ``BadCodebook``, ``OSError``."""
    try:
        text = path.read_text(encoding="utf-8")
        return from_csv(text, path.stem) if path.suffix.lower() == ".csv" else from_yaml(text)
    except UnicodeDecodeError as error:
        raise BadCodebook(f"{path}: not a text in UTF-8") from error
    except BadCodebook as problem:
        raise BadCodebook(f"{path}: {problem}") from problem


def ready_made() -> Iterable[Codebook]:
    """Return the codebooks for Sourcelight's own measures, by name."""
    return [read_codebook(path) for path in sorted(FOLDER.glob("*.yaml"))]
