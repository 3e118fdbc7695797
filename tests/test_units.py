from cnnkit.units import BYTES, SECONDS, in_unit, unit_for


def test_the_largest_unit_of_which_there_is_one():
    assert [unit_for(SECONDS, t)[0] for t in (61, 1.0, 0.999, 1e-3, 2e-6, 0.0)] == [
        "s", "s", "ms", "ms", "µs", "µs",
    ]  # fmt: skip
    assert [unit_for(BYTES, n)[0] for n in (5 << 30, 1 << 20, 1023, 0)] == [
        "GiB", "MiB", "KiB", "KiB",
    ]  # fmt: skip


def test_amounts_have_two_places_and_commas():
    assert in_unit(("KiB", 1024.0), 3 << 20) == "3,072.00"
