"""Where the SQL, the rules and the templates lie: in the wheel under sarup/assets, or in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset_path(name: str) -> Path:
    """Return the folder or file `name` ("sql", "templates/phrases.yaml"), wherever this copy of Sarup keeps it.

    Raises FileNotFoundError when neither the wheel nor the checkout has it.
    """
    for root in (_PACKAGE / "assets", _PACKAGE.parents[1]):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"Sarup's own {name} is missing beside {_PACKAGE}: reinstall the package")
