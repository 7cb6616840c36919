"""Running commands in tests."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from analysis.cli import app


def run(*arguments: object, code: int = 0) -> Result:
    """Run ``python -m analysis`` with these arguments, and check its exit code."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], terminal_width=200)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result
