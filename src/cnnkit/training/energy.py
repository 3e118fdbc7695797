"""What a training costs in energy and carbon dioxide, estimated openly."""

from cnnkit.errors import ParameterError


def energy_estimate(seconds, watts, utilisation, grams_per_kwh):
    """Estimate energy and emissions of a run.

    kWh = seconds · watts · utilisation / 3,600,000, then grams = kWh · grams_per_kwh

    It counts only what `watts` counts: no cooling, no making of the machine.

    Parameters
    ----------
    seconds
        How long the run took.
    watts
        Power of the machine under full load.
    utilisation
        Share of it that was in use, from 0 to 1.
    grams_per_kwh
        Carbon dioxide for each kWh of the local mix.

    Returns
    -------
    (kWh, grams)

    >>> energy_estimate(3600, 100, 0.5, 400)
    (0.05, 20.0)
    """
    for name, value in (("seconds", seconds), ("watts", watts), ("grams_per_kwh", grams_per_kwh)):
        if not value >= 0:
            raise ParameterError(
                "energy_estimate",
                received=f"{name}={value}",
                expected="0 or more",
                fix=f"Correct {name}",
            )
    if not 0 <= utilisation <= 1:
        raise ParameterError(
            "energy_estimate",
            received=f"utilisation={utilisation}",
            expected="a share from 0 to 1",
            fix="Divide a percentage by 100",
        )
    kwh = seconds * watts * utilisation / 3.6e6
    return kwh, kwh * grams_per_kwh
