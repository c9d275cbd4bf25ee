"""What every table and column of the warehouse means: read from beside its SQL, Thai and English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarup.assets import asset_path
from sarup.yaml_files import read_yaml

TYPED = "_text"
SCHEMAS = ("core", "rollup", "report", "staging", "raw")


@dataclass(frozen=True)
class ColumnMeaning:
    """A column in both languages; `unit` is empty where a value has none."""

    th: str
    en: str
    unit: str = ""

    @property
    def comment(self) -> str:
        """Return both languages in one line."""
        return f"{self.th} — {self.en}" + (f" ({self.unit})" if self.unit else "")


@dataclass(frozen=True)
class TableMeaning:
    """A table or view in both languages: what one row is, and what an analyst could get wrong.

    `key` are the columns that name one row; each is never null but for the `nullable` ones, where null is a value too.
    """

    th: str
    en: str
    grain: str
    key: tuple[str, ...]
    nullable: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def comment(self) -> str:
        """Return both languages, the grain and the warnings in one text."""
        return " ".join([f"{self.th} — {self.en}. {self.row}", *self.warnings])

    @property
    def row(self) -> str:
        """Return what one row is and which columns name it."""
        named = ", ".join(f"{name} or null" if name in self.nullable else name for name in self.key)
        return f"One row is {self.grain}: {named}."


@dataclass(frozen=True)
class Dictionary:
    """All meanings: of tables by `schema.table`, of columns everywhere and of single tables' own."""

    tables: Mapping[str, TableMeaning]
    everywhere: Mapping[str, ColumnMeaning]
    own: Mapping[tuple[str, str], ColumnMeaning]

    def column(self, table: str, name: str) -> ColumnMeaning:
        """Return what a column means. Raises KeyError naming a column that no file explains.

        `X_text` is what was typed where X was read, unless it is explained itself.
        """
        found = self.own.get((table, name)) or self.everywhere.get(name)
        if found:
            return found
        if not name.endswith(TYPED):
            raise KeyError(f"sql/columns.yaml and the tables.yaml of its folder do not explain {table}.{name}")
        read = self.column(table, name.removesuffix(TYPED))
        return ColumnMeaning(f"ตามที่กรอก: {read.th}", f"As typed: {read.en}")


@lru_cache(maxsize=1)
def load_dictionary() -> Dictionary:
    """Read sql/columns.yaml and the tables.yaml of every folder, "3_core" for the schema core.

    Raises TypeError for an entry with another word than its kind has.
    """
    sql = asset_path("sql")
    columns = read_yaml(sql / "columns.yaml")
    tables, own = {}, {}
    for schema, name, entry in _tables(sql):
        table = f"{schema}.{name}"
        for shared in columns["tables_named"]:
            if name in shared["tables"]:
                own.update(_meanings(table, shared["columns"]))
        own.update(_meanings(table, entry.pop("columns", {})))
        lists = {word: tuple(entry[word]) for word in ("key", "nullable", "warnings") if word in entry}
        tables[table] = TableMeaning(**{**entry, **lists})
    everywhere = {name: ColumnMeaning(**meaning) for name, meaning in columns["everywhere"].items()}
    return Dictionary(tables, everywhere, own)


def _tables(sql: Path) -> Iterator[tuple[str, str, Any]]:
    for file in sorted(sql.glob("*/tables.yaml")):
        schema = file.parent.name.partition("_")[2]
        for name, entry in read_yaml(file).items():
            yield schema, name, entry


def _meanings(table: str, columns: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], ColumnMeaning]:
    return {(table, name): ColumnMeaning(**meaning) for name, meaning in columns.items()}
