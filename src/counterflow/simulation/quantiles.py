"""Counts from uniform numbers: exact inverses of the normal, binomial and Poisson laws.

An inverse is monotone in its probability and uses one uniform, so that two scenarios that share
the uniform differ as little as their probabilities do. Small counts are summed from zero. Larger
ones take a Cornish-Fisher expansion with the correction for whole numbers; where its error could
decide between two neighbours, the distribution function is summed instead.
"""

from __future__ import annotations

import math

from counterflow.simulation.compiled import compiled

_SUMMED_BELOW = 5.0
"""Variance below which the distribution function is summed from zero."""

_ERROR = 0.009
"""The expansion errs by less than this times (1 + |z|^5) / sd^3 counts where |z| < 4.4: half as
much again as the largest error found over n, p and count."""

_FAR = 4.4
"""Beyond so many standard deviations the distribution function is always summed."""

_NEGLIGIBLE = 1e-17

_TRIALS = 2.0**53
"""A Poisson count is a binomial one of so many trials, to a distance of mean / 2**53."""

Coefficients = tuple[float, float, float, float, float, float, float, float]

# Wichura (1988), algorithm AS 241: numerators and denominators, highest power first.
_CENTRE: Coefficients = (
    *(2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4),
    *(4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3),
    *(1.3314166789178437745e2, 3.3871328727963666080),
)
_UNDER_CENTRE: Coefficients = (
    *(5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4),
    *(2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2),
    *(4.2313330701600911252e1, 1.0),
)
_TAIL: Coefficients = (
    *(7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1),
    *(1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550),
    *(4.63033784615654529590, 1.42343711074968357734),
)
_UNDER_TAIL: Coefficients = (
    *(1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2),
    *(1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940),
    *(2.05319162663775882187, 1.0),
)
_FAR_TAIL: Coefficients = (
    *(2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3),
    *(2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580),
    *(5.46378491116411436990, 6.65790464350110377720),
)
_UNDER_FAR_TAIL: Coefficients = (
    *(2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5),
    *(7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1),
    *(5.99832206555887937690e-1, 1.0),
)


@compiled
def _polynomial(coefficients: Coefficients, x: float) -> float:
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


@compiled
def normal(u: float) -> float:
    """Quantile of the standard normal, to double precision.

    Examples
    --------
    >>> round(normal(0.975), 6)
    1.959964
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(_CENTRE, r) / _polynomial(_UNDER_CENTRE, r)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    if r <= 5.0:
        z = _polynomial(_TAIL, r - 1.6) / _polynomial(_UNDER_TAIL, r - 1.6)
    else:
        z = _polynomial(_FAR_TAIL, r - 5.0) / _polynomial(_UNDER_FAR_TAIL, r - 5.0)
    return -z if q < 0.0 else z


@compiled
def _stirling(n: float) -> float:
    """What Stirling's formula lacks of log n! (Loader, 2000)."""
    if n < 16.0:
        return math.lgamma(n + 1.0) - (n + 0.5) * math.log(n) + n - 0.9189385332046727418
    square = n * n
    return (
        1 / 12
        - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square
    ) / n


@compiled
def _deviance(x: float, mean: float) -> float:
    """`x log(x / mean) + mean - x`, without loss of digits near the mean (Loader, 2000)."""
    if abs(x - mean) >= 0.1 * (x + mean):
        return x * math.log(x / mean) + mean - x
    v = (x - mean) / (x + mean)
    total, power, k = (x - mean) * v, 2.0 * x * v, 1
    while True:
        power *= v * v
        k += 2
        longer = total + power / k
        if longer == total:
            return longer
        total = longer


@compiled
def binomial_probability(count: int, n: int, p: float) -> float:
    """Probability of a count in n trials, for 0 < p < 1 (Loader, 2000).

    Examples
    --------
    >>> round(binomial_probability(1, 4, 0.5), 12)
    0.25
    """
    if count == 0:
        return math.exp(n * math.log1p(-p))
    if count == n:
        return math.exp(n * math.log(p))
    a, b = float(count), float(n - count)
    log = _stirling(float(n)) - _stirling(a) - _stirling(b)
    log -= _deviance(a, n * p) + _deviance(b, n * (1.0 - p))
    return math.exp(log) * math.sqrt(n / (2.0 * math.pi * a * b))


@compiled
def _at_most(count: int, n: int, p: float) -> float:
    """Probability of at most a count, summed downwards."""
    term = binomial_probability(count, n, p)
    total, odds, at = term, (1.0 - p) / p, count
    while at > 0 and term > _NEGLIGIBLE * total:
        term *= odds * at / (n - at + 1)
        at -= 1
        total += term
    return total


@compiled
def _more_than(count: int, n: int, p: float) -> float:
    """Probability of more than a count, summed upwards."""
    if count >= n:
        return 0.0
    at = count + 1
    term = binomial_probability(at, n, p)
    total, odds = term, p / (1.0 - p)
    while at < n and term > _NEGLIGIBLE * total:
        term *= odds * (n - at) / (at + 1)
        at += 1
        total += term
    return total


@compiled
def _reached(count: int, n: int, p: float, u: float) -> bool:
    """Whether the probability of at most a count is u or more, from the nearer tail."""
    if u < 0.5:
        return _at_most(count, n, p) >= u
    return _more_than(count, n, p) <= 1.0 - u


@compiled
def _near(n: int, p: float, u: float, guess: int) -> int:
    """The least count that reaches u, searched from a guess."""
    count = min(max(guess, 0), n)
    while count < n and not _reached(count, n, p, u):
        count += 1
    while count > 0 and _reached(count - 1, n, p, u):
        count -= 1
    return count


@compiled
def _summed(n: int, p: float, u: float) -> int:
    """The least count that reaches u, from zero upwards."""
    odds = p / (1.0 - p)
    term = math.exp(n * math.log1p(-p))
    total, count = term, 0
    while total < u and count < n:
        term *= odds * (n - count) / (count + 1)
        count += 1
        if term < _NEGLIGIBLE:
            break
        total += term
    return count


@compiled
def _expanded(n: int, p: float, u: float) -> int:
    """The least count that reaches u, by expansion where that is sure, else by summing."""
    q = 1.0 - p
    variance = n * p * q
    z = normal(u)
    square = z * z
    width = math.sqrt(variance - 1 / 12)
    skew = variance * (q - p) / width**3
    tail = (variance * (1.0 - 6.0 * p * q) + 1 / 120) / width**4
    fifth = variance * (q - p) * (1.0 - 12.0 * p * q) / width**5
    x = (
        z
        + skew * (square - 1.0) / 6.0
        + z * (tail * (square - 3.0) / 24.0 - skew * skew * (2.0 * square - 5.0) / 36.0)
        + fifth * ((square - 6.0) * square + 3.0) / 120.0
        - skew * tail * ((square - 5.0) * square + 2.0) / 24.0
        + skew**3 * ((12.0 * square - 53.0) * square + 17.0) / 324.0
    )
    at = n * p + width * x - 0.5
    edge = math.floor(at + 0.5)
    far = abs(z)
    unsure = _ERROR * (1.0 + far * square * square) / (variance * math.sqrt(variance))
    if far < _FAR and abs(at - edge) > unsure:
        return math.ceil(at)
    return _near(n, p, u, int(edge))


@compiled
def binomial(n: int, p: float, u: float) -> int:
    """Count of successes in n trials whose distribution function first reaches u.

    Parameters
    ----------
    n
        Trials; none or fewer give 0.
    p
        Probability; 0 or less gives 0, 1 or more gives n.
    u
        Number strictly between 0 and 1.

    Examples
    --------
    >>> binomial(10, 0.5, 0.5), binomial(100_000_000, 0.01, 0.5)
    (5, 1000000)
    """
    if n <= 0 or not p > 0.0:
        return 0
    if p >= 1.0:
        return n
    if p > 0.5:
        return n - _at_most_half(n, 1.0 - p, 1.0 - u)
    return _at_most_half(n, p, u)


@compiled
def _at_most_half(n: int, p: float, u: float) -> int:
    if n * p * (1.0 - p) < _SUMMED_BELOW:
        return _summed(n, p, u)
    return _expanded(n, p, u)


@compiled
def poisson(mean: float, u: float) -> int:
    """Poisson count whose distribution function first reaches u; mean below 10^12.

    Examples
    --------
    >>> poisson(2.0, 0.5), poisson(0.0, 0.5)
    (2, 0)
    """
    return binomial(int(_TRIALS), mean / _TRIALS, u)
