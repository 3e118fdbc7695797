"""The system calls that a student's code is refused, as a seccomp filter.

Namespaces hide the machine; the kernel's own interface is still there. This filter closes what
numerical Python never needs: tracing other processes, new namespaces, mounts, memory that no
limit counts, and sockets of families that a network namespace does not separate. The program is
classic BPF, written out by hand: fifty comparisons need no library.
"""

import platform
import struct
from typing import Final

# name: (x86_64, aarch64)
REFUSED: Final = {
    # looking into or steering other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # new namespaces and new roots (clone is looked at by its flags, below)
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    # mounts, and files by handle
    "mount": (165, 40),
    "umount2": (166, 39),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "quotactl": (179, 60),
    # memory that belongs to no process and to no sized file system
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    # wide doors into the kernel
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "personality": (135, 92),
    "syslog": (103, 116),
    "acct": (163, 89),
    # the machine itself
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
}

NAMESPACE_FLAGS: Final = 0x7E02_0000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET together."""

FAMILIES: Final = (1, 2, 10)
"""AF_UNIX, AF_INET and AF_INET6: the last two end at the sandbox's own loopback."""

AF_NETLINK: Final = 16
"""Allowed with protocol 0 alone (routing), by which ZeroMQ finds the loopback's name."""

_MACHINES: Final = {"x86_64": (0, 0xC000_003E), "aarch64": (1, 0xC000_00B7)}
_CLONE: Final = (56, 220)
_CLONE3: Final = (435, 435)
_SOCKET: Final = (41, 198)
_X32: Final = 0x4000_0000  # a second table of the same calls on x86_64

_LOAD: Final = 0x20  # A = 32-bit word of the call's description, at offset k
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _THIRD_ARGUMENT = 0, 4, 16, 32

_ALLOW: Final = 0x7FFF_0000
_KILL: Final = 0x8000_0000
_EPERM, _ENOSYS, _EAFNOSUPPORT = (0x0005_0000 | errno for errno in (1, 38, 97))


def supported(machine: str | None = None) -> bool:
    """Say whether there is a filter for this kind of processor.

    Examples
    --------
    >>> supported("x86_64"), supported("riscv64")
    (True, False)
    """
    return (machine or platform.machine()) in _MACHINES and struct.calcsize("P") == 8


def program(machine: str | None = None) -> bytes:
    """Return the filter as the kernel reads it: 8 bytes an instruction.

    ``clone3`` answers "no such call", and the C library falls back to ``clone``, whose flags a
    filter can see.

    Parameters
    ----------
    machine
        As `platform.machine` names it; this one unless told otherwise.

    Returns
    -------
    bytes
        The program; empty where `supported` is false.

    Examples
    --------
    >>> len(program("x86_64")) % 8, program("riscv64")
    (0, b'')
    """
    machine = machine or platform.machine()
    if not supported(machine):
        return b""
    column, architecture = _MACHINES[machine]
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _ENOSYS)]
    for numbers in REFUSED.values():
        code += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _EPERM)]
    code += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ENOSYS)]
    code += [
        (_EQUAL, 0, 4, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 0, 1, NAMESPACE_FLAGS),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    # A jump counts the instructions that it passes over.
    code += [(_EQUAL, 0, len(FAMILIES) + 5, _SOCKET[column]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    code += [(_EQUAL, len(FAMILIES) - n + 3, 0, family) for n, family in enumerate(FAMILIES)]
    code += [
        (_EQUAL, 0, 2, AF_NETLINK),
        (_LOAD, 0, 0, _THIRD_ARGUMENT),
        (_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _EAFNOSUPPORT),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)
