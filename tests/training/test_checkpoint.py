import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from cnnkit.errors import DataError, ParameterError
from cnnkit.layers import Dropout, Linear, Sequential
from cnnkit.training import SGD, Adam, load_checkpoint, save_checkpoint, train_step
from training.runs import data, network, train

RUNS = Path(__file__).with_name("runs.py")


def run(checkpoint, out, die_at, where):
    """Run the training in a process of its own; tell whether it was killed."""
    places = [str(Path(__file__).parents[1]), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    command = [sys.executable, str(RUNS), str(checkpoint), str(out), str(die_at), where]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert done.stdout == done.stderr == ""
    return done.returncode != 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize("where", ["batch", "write"])
def test_a_run_killed_again_and_again_gives_the_very_same_numbers(where, tmp_path):
    checkpoint, out = tmp_path / "run.safetensors", tmp_path / "out.safetensors"
    rng = np.random.default_rng(["batch", "write"].index(where))
    kills = 0
    for _ in range(4):
        die_at = int(rng.integers(4, 12)) if where == "batch" else int(rng.integers(2, 5))
        if not run(checkpoint, out, die_at, where):
            break
        kills += 1
    run(checkpoint, out, 0, "never")
    assert kills >= 2

    run(tmp_path / "other", tmp_path / "plain", 0, "never")
    plain, resumed = network(), network()
    assert load_checkpoint(out, resumed) == load_checkpoint(tmp_path / "plain", plain)
    for name, array in plain.state_dict().items():
        np.testing.assert_array_equal(resumed.state_dict()[name], array)


def test_a_finished_run_is_not_run_again(tmp_path):
    _, first = train(tmp_path / "run")
    called = []
    net, second = train(tmp_path / "run", callbacks=[called.append])
    assert not called
    assert second == first
    plain, _ = train()
    np.testing.assert_array_equal(net["conv"].weight.value, plain["conv"].weight.value)


def test_without_resume_a_run_begins_anew(tmp_path):
    _, first = train(tmp_path / "run")
    called = []
    _, second = train(tmp_path / "run", callbacks=[called.append], resume=False)
    assert len(called) == 4
    assert second == first


def test_round_trip_of_everything(tmp_path):
    net = Sequential(drop=Dropout(0.5, 3), dense=Linear(4, 3, rng=0))
    optimizer = Adam(net.parameters(), 0.01)
    x, y = np.ones((5, 4), np.float32), np.array([0, 1, 2, 0, 1])
    train_step(net, optimizer, x, y)
    extra = {"text": "ä", "list": [1, 2.5, None], "tiny": 5e-324}
    save_checkpoint(tmp_path / "deep" / "file", net, optimizer, extra)
    other = Sequential(drop=Dropout(0.5, 9), dense=Linear(4, 3, rng=9))
    resumed = Adam(other.parameters(), 0.5)
    assert load_checkpoint(tmp_path / "deep" / "file", other, resumed) == extra
    assert resumed.lr == 0.01
    for _ in range(3):
        assert train_step(net, optimizer, x, y) == train_step(other, resumed, x, y)
    np.testing.assert_array_equal(net["dense"].weight.value, other["dense"].weight.value)


def test_other_tools_can_read_the_arrays(tmp_path):
    net = network()
    save_checkpoint(tmp_path / "net.safetensors", net)
    with safe_open(tmp_path / "net.safetensors", framework="numpy") as file:
        np.testing.assert_array_equal(
            file.get_tensor("model.conv.weight"), net["conv"].weight.value
        )
        assert json.loads(file.metadata()["cnnkit"])["format"] == 1


def test_nothing_is_left_beside_the_file_and_a_leftover_does_no_harm(tmp_path):
    path = tmp_path / "net"
    (tmp_path / "net.partial").write_bytes(b"half of it")
    save_checkpoint(path, network())
    assert [p.name for p in tmp_path.iterdir()] == ["net"]
    load_checkpoint(path, network(1))


def test_the_old_one_stays_until_the_new_one_is_complete(tmp_path, monkeypatch):
    path = tmp_path / "net"
    save_checkpoint(path, network(1))
    before = path.read_bytes()

    def full(descriptor):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        save_checkpoint(path, network(2))
    assert path.read_bytes() == before


def test_other_settings_are_refused(tmp_path):
    from cnnkit.training import fit

    net, (x, y) = Linear(64, 3, rng=0), data()
    x = x.reshape(len(x), -1)
    settings = {"epochs": 1, "checkpoint": tmp_path / "run", "resume": True, "progress": False}
    fit(net, x, y, batch_size=16, **settings)
    with pytest.raises(ParameterError) as caught:
        fit(net, x, y, batch_size=32, seed=1, **settings)
    assert str(caught.value) == (
        "fit: received resume=True with other batch_size, seed than the checkpoint's. Expected the "
        "run that the checkpoint was written in: {'examples': 70, 'batch_size': 16, 'seed': 0, "
        "'loss': 'softmax_cross_entropy'}. Use the same settings, or resume=False to begin anew."
    )
    assert fit(net, x, y, batch_size=16, **{**settings, "epochs": 3}).epochs == 3


@pytest.mark.parametrize("damage", ["cut", "text", "other", "empty"])
def test_damaged_files_are_named(damage, tmp_path):
    path = tmp_path / "net"
    save_checkpoint(path, network())
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    if damage == "text":
        path.write_text("no checkpoint")
    if damage == "other":
        from safetensors.numpy import save_file

        save_file({"a": np.ones(2)}, path)
    if damage == "empty":
        path.write_bytes(b"")
    with pytest.raises(DataError) as caught:
        load_checkpoint(path, network())
    assert str(caught.value) == (
        f"load_checkpoint: received {path}, which is damaged or no checkpoint. Expected a file "
        "that save_checkpoint or fit(checkpoint=...) wrote. Take another file, or train again."
    )


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError) as caught:
        load_checkpoint(tmp_path / "nothing", network())
    assert str(caught.value) == (
        f"load_checkpoint: received {tmp_path / 'nothing'}, which is not there. Expected a file "
        "that save_checkpoint or fit(checkpoint=...) wrote. Check the path."
    )


def test_another_network_or_format_is_refused(tmp_path):
    path = tmp_path / "net"
    save_checkpoint(path, network())
    with pytest.raises(ParameterError) as caught:
        load_checkpoint(path, Linear(2, 2, rng=0))
    assert str(caught.value) == (
        "load_checkpoint: received random generators drop.rng. Expected those of this model: "
        "(none). Load the checkpoint into a network built in the same way."
    )
    save_checkpoint(path, Linear(2, 3, rng=0), SGD(Linear(2, 3, rng=0), 0.1))
    with pytest.raises(ParameterError, match=r"Sequential\.load_state_dict"):
        load_checkpoint(path, Sequential(Linear(2, 3, rng=0)))
    raw = path.read_bytes().replace(rb"{\"format\": 1", rb"{\"format\": 7")
    path.write_bytes(raw)
    with pytest.raises(DataError) as caught:
        load_checkpoint(path, Linear(2, 3, rng=0))
    assert str(caught.value) == (
        f"load_checkpoint: received {path} in format 7. Expected format 1. Read it with the "
        "version of the library that wrote it."
    )
