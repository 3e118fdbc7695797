"""The filter, run here on described calls instead of real ones."""

import struct

import pytest

from autograder.sandbox import seccomp

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED = {  # calls that Python makes all day: read, write, mmap or futex, exit_group
    "x86_64": [0, 1, 9, 202, 231, 257],
    "aarch64": [63, 64, 222, 98, 94, 56],
}
ALLOW, KILL, EPERM, ENOSYS, EAFNOSUPPORT = 0x7FFF0000, 0x80000000, 0x50001, 0x50026, 0x50061


def decide(machine, number, arguments=(), architecture=None):
    """Interpret the program as the kernel would."""
    data = struct.pack(
        "<IIQ6Q",
        number,
        architecture or MACHINES[machine],
        0,
        *arguments,
        *[0] * (6 - len(arguments)),
    )
    code = list(struct.iter_unpack("<HBBI", seccomp.program(machine)))
    place, value = 0, 0
    while True:
        operation, yes, no, k = code[place]
        place += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("<I", data, k)
        elif operation == 0x15:
            place += yes if value == k else no
        elif operation == 0x35:
            place += yes if value >= k else no
        elif operation == 0x45:
            place += yes if value & k else no
        else:
            assert operation == 0x06
            return k


@pytest.fixture(params=MACHINES)
def machine(request):
    return request.param


def test_everyday_calls_pass(machine):
    assert {decide(machine, number) for number in ALLOWED[machine]} == {ALLOW}


def test_listed_calls_are_refused(machine):
    column = list(MACHINES).index(machine)
    assert {decide(machine, n[column]) for n in seccomp.REFUSED.values()} == {EPERM}


def test_no_number_stands_twice(machine):
    column = list(MACHINES).index(machine)
    numbers = [n[column] for n in seccomp.REFUSED.values()]
    assert len(numbers) == len(set(numbers))
    assert not set(numbers) & set(ALLOWED[machine])


@pytest.mark.parametrize(
    ("flags", "verdict"),
    [(17, ALLOW), (0x3D0F00, ALLOW), (0x10000011, EPERM), (0x40000011, EPERM), (0x20000, EPERM)],
)
def test_clone_is_judged_by_its_flags(machine, flags, verdict):
    assert decide(machine, {"x86_64": 56, "aarch64": 220}[machine], [flags]) == verdict


def test_clone3_does_not_exist(machine):
    assert decide(machine, 435) == ENOSYS


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        ([1, 1, 0], ALLOW),
        ([2, 1, 6], ALLOW),
        ([10, 2, 17], ALLOW),
        ([16, 3, 0], ALLOW),
        ([16, 3, 9], EAFNOSUPPORT),
        ([17, 3, 0], EAFNOSUPPORT),
        ([40, 1, 0], EAFNOSUPPORT),
        ([38, 5, 0], EAFNOSUPPORT),
        ([0, 1, 0], EAFNOSUPPORT),
    ],
)
def test_sockets_are_judged_by_their_family(machine, arguments, verdict):
    assert decide(machine, {"x86_64": 41, "aarch64": 198}[machine], arguments) == verdict


def test_calls_of_another_architecture_kill(machine):
    assert decide(machine, 1, architecture=0x40000003) == KILL


def test_the_second_table_of_x86_64_is_closed():
    assert decide("x86_64", 0x40000000 | 101) == ENOSYS


def test_elsewhere_there_is_no_filter():
    assert seccomp.program("riscv64") == b""
