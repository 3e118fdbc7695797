"""``python -m benchmarks``: every module with a ``run`` is a command."""

import json

import pytest
from benchmarks.__main__ import commands, main


def test_every_command_explains_itself(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    for name, module in commands().items():
        assert f"  {name}" in text
        assert module.__doc__.strip().partition("\n")[0] in text
    assert {"imports"} <= commands().keys()
    assert not {"harness", "report", "machine"} & commands().keys()


def test_one_file_holds_one_report(capsys):
    assert main(["all", "--json", "x.json"]) == 2
    assert "one command" in capsys.readouterr().err


def test_a_command_writes_its_report(tmp_path, capsys):
    file = tmp_path / "imports.json"
    arguments = ["imports", "--quick", "--only", "cnnkit", "--json", str(file)]
    assert main([*arguments, "--folder", str(tmp_path)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [row["name"] for row in found["rows"]] == ["cnnkit"]
    assert found["worst"] == found["rows"][0]["ratio"]
    assert "import numpy" in capsys.readouterr().out
