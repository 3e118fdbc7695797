"""What the doctor sees, and the secret it keeps."""

import json
import os
import shutil
import stat
import sys
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from autograder import doctor
from autograder.course import Course
from autograder.doctor import Finding, ensure_secret, examine, ready, secret_path, to_json, to_text
from autograder.errors import Refusal
from autograder.sandbox.bubblewrap import Probe

BROKEN = Probe(works=False, bwrap="/x/bwrap", reason="bwrap: no", fix="Do this")


@pytest.fixture
def course(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_first.py").write_text("")
    return Course(tmp_path)


@pytest.fixture
def built(course):
    folder = course.released / "01_first"
    folder.mkdir(parents=True)
    (folder / "01_first.ipynb").write_text("{}")
    return course


@pytest.fixture
def secret(tmp_path):
    return tmp_path / "config" / "secret"


@pytest.fixture
def sound(monkeypatch):
    """A machine with everything, whatever this one lacks."""
    monkeypatch.setattr(doctor, "probe", lambda: Probe(works=True, bwrap="/x/bwrap", root=True))
    monkeypatch.setattr(doctor, "_inside", lambda: Finding("Python inside", True, "numpy"))
    monkeypatch.setattr(doctor, "_warm", lambda: Finding("kernel start", True, "forked"))
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 0, 10**12))


def by_name(findings):
    return {finding.name: finding for finding in findings}


def test_a_sound_machine_is_ready(sound, built, secret):
    findings = examine(built, secret)
    assert [f.name for f in findings if not f.ok and f.needed] == []
    assert ready(findings)
    assert by_name(findings)["course"].what == f"1 chapters in {built.released}"
    assert secret.is_file()


def test_what_is_missing_comes_with_what_to_do(sound, course, secret, monkeypatch):
    monkeypatch.setattr(doctor, "probe", lambda: BROKEN)
    monkeypatch.setattr(doctor.metadata, "entry_points", lambda group: [])
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "0.8.1")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 0, 10**6))
    found = by_name(examine(course, secret))
    wanting = {name: finding.fix for name, finding in found.items() if not finding.ok}
    assert wanting["sandbox"] == "Do this"
    assert wanting["kernel provisioner"].endswith("pip install --no-deps -e autograder")
    assert wanting["nbgrader"] == "pip install 'nbgrader>=0.9.5,<0.10'"
    assert wanting["alembic"].startswith("pip install alembic")
    assert wanting["disk space"] == "Free at least 2 GiB there"
    assert wanting["course"] == "Build it: autograder build"
    assert found["course"].what == "not built: 01_first"
    assert found["sandbox"].what == "bwrap: no"
    assert "Python inside" not in found
    assert not ready(list(found.values()))


@pytest.mark.parametrize(
    ("version", "fits"),
    [("0.9.4", False), ("0.9.5", True), ("0.9.6", True), ("0.10.0", False), ("1.0", False)],
)
def test_versions_of_nbgrader(monkeypatch, version, fits):
    monkeypatch.setattr(doctor.metadata, "version", lambda name: version)
    assert doctor._nbgrader()[0].ok is fits


def test_a_missing_nbgrader(monkeypatch):
    def missing(name):
        raise doctor.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "version", missing)
    assert doctor._nbgrader()[0].what == "not installed"


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    assert not doctor._python()[0].ok


def test_a_folder_that_is_no_course(secret, tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.Course, "find", lambda: (_ for _ in ()).throw(LOST))
    [finding] = doctor._course(None)
    assert (finding.ok, finding.fix) == (False, "Go there")


LOST = doctor.CourseError("course", received="x", expected="y", fix="Go there")


def test_the_table_and_json_say_the_same():
    findings = [
        Finding("a [red]", True, "fine"),
        Finding("b", False, "x" * 200, "Mend b"),
        Finding("c", False, "meh", "Mend c", needed=False),
    ]
    text = to_text(findings, width=80)
    assert "Mend b." in text
    assert "MISSING" in text
    assert "better" in text
    assert text.endswith("Not ready to grade.\n")
    assert max(map(len, text.splitlines())) <= 80
    read = json.loads(to_json(findings))
    assert read["ready"] is False
    assert [item["name"] for item in read["findings"]] == ["a [red]", "b", "c"]
    assert to_text(findings[:1]).endswith("Ready to grade.\n")


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_python_inside_is_really_tried(monkeypatch, tmp_path):
    if not doctor.probe().works:
        pytest.skip(doctor.probe().reason)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    finding = doctor._inside()
    assert finding.ok
    assert finding.what.startswith("numpy ")


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_way_kernels_start_is_really_tried(monkeypatch, tmp_path):
    if not doctor.probe().works:
        pytest.skip(doctor.probe().reason)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    finding = doctor._warm()
    assert (finding.ok, finding.what) == (True, "forked by a warm process"), finding
    monkeypatch.setattr("autograder.sandbox.warm.orders_for", lambda *about: {})
    finding = doctor._warm()
    assert (finding.ok, finding.needed) == (False, False)
    assert finding.what == "cold in bubblewrap: zygote: KeyError: 'limits'"


# the secret


def test_a_secret_is_made_once(secret):
    value = ensure_secret(secret)
    assert len(value) == 32
    assert ensure_secret(secret) == value
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text() == value.hex() + "\n"
    assert [path.name for path in secret.parent.iterdir()] == ["secret"]


def test_two_machines_have_two_secrets(tmp_path):
    assert ensure_secret(tmp_path / "a") != ensure_secret(tmp_path / "b")


def test_many_who_ask_at_once_get_one_secret(secret):
    values = []
    threads = [
        threading.Thread(target=lambda: values.append(ensure_secret(secret))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(values) == 8
    assert len(set(values)) == 1
    assert [path.name for path in secret.parent.iterdir()] == ["secret"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620])
def test_a_secret_that_others_can_read_is_refused(secret, mode):
    ensure_secret(secret)
    secret.chmod(mode)
    with pytest.raises(Refusal) as caught:
        ensure_secret(secret)
    assert str(caught.value) == (
        f"secret: received {secret} with mode {mode:04o}, owned by {os.geteuid()}. Expected a file "
        "that you alone can read (mode 0600). Delete it and make a new one, since others may have "
        f"read it: rm {secret}."
    )


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "00" * 31, "\xff"])
def test_something_else_is_refused(secret, text):
    secret.parent.mkdir()
    secret.write_bytes(text.encode("latin-1"))
    secret.chmod(0o600)
    with pytest.raises(Refusal, match="with something else in it"):
        ensure_secret(secret)


def test_a_secret_inside_a_checkout_is_refused(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(Refusal, match="inside the git checkout"):
        ensure_secret(tmp_path / "deep" / "secret")
    assert not (tmp_path / "deep").exists()


def test_the_secret_lies_in_the_settings_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert secret_path() == tmp_path / "cnnkit" / "secret"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert secret_path() == Path.home() / ".config" / "cnnkit" / "secret"


def test_the_doctor_reports_a_bad_secret(sound, built, secret):
    ensure_secret(secret)
    secret.chmod(0o644)
    finding = by_name(examine(built, secret))["secret"]
    assert not finding.ok
    assert finding.fix.startswith("Delete it and make a new one")
