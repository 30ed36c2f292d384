"""Tables of forecasts and comparisons on disk: CSV, Parquet and JSON, each whole or absent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from counterflow.estimation.files import replace_file, writable_folder


def write_tables(
    folder: str | Path, name: str, table: pd.DataFrame, record: Mapping[str, Any]
) -> dict[str, Path]:
    """Write NAME.csv, NAME.parquet and NAME.json into a folder.

    Parameters
    ----------
    folder
        Made if it does not exist.
    name
        Of the files.
    table
        Their rows.
    record
        What made them; the first part of the JSON.

    Raises
    ------
    OutputError
        If the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_tables(folder, "a", pd.DataFrame({"x": [1]}), {"seed": 1})
    >>> sorted(written)
    ['a.csv', 'a.json', 'a.parquet']
    """
    out = writable_folder(Path(folder))
    content = {**record, "rows": table.to_dict("records")}
    paths = {f"{name}.{kind}": out / f"{name}.{kind}" for kind in ("csv", "parquet", "json")}
    replace_file(
        paths[f"{name}.csv"], lambda path: table.to_csv(path, index=False, float_format="%.6g")
    )
    replace_file(paths[f"{name}.parquet"], lambda path: table.to_parquet(path, index=False))
    replace_file(paths[f"{name}.json"], lambda path: _write_json(path, content))
    return paths


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
