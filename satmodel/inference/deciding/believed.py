"""What true scores are taken to be, given the estimates and how far the units lie apart: arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from satmodel.inference.judging.pairs import pairs_of
from satmodel.inference.ranking.posterior import FEWEST, posterior_of
from satmodel.inference.shrinking.between import known_exactly, predict, rotated

Array = NDArray[np.float64]
Order = NDArray[np.intp]

COARSE, FINE = 60, 40  # nodes of the root of the correlation, first over all of them and then where they weigh
MEANS, WIDE = 19, 4.5  # nodes of the mean rate, and how many standard errors they reach to either side
LEAST = 1e-8  # weight, of the largest, below which a node is left out


@dataclass(frozen=True, slots=True, eq=False)
class BelievedScores:
    """True scores as jointly normal: (k,) means and (k, k) covariance."""

    mean: Array
    cov: Array

    @property
    def sd(self) -> Array:
        """(k,) standard deviations."""
        return np.sqrt(np.diag(self.cov))

    def reached(self, bound: float) -> Array:
        """(k,) probability that the true score is at least so high."""
        return np.asarray(stats.norm.sf((bound - self.mean) / self.sd))

    def drawn(self, place: Order, draws: int, rng: np.random.Generator) -> Array:
        """(draws, k) true scores."""
        return self.mean + deviations(self.cov, self.mean, place, draws, rng)


@dataclass(frozen=True, slots=True, eq=False)
class BelievedRates:
    """True rates, in per cent, as a mixture of beta distributions.

    Attributes:
        weight: (g,) of the nodes. a, b: (g, k) shapes of each unit's distribution at each node.
    """

    weight: Array
    a: Array
    b: Array

    def reached(self, bound: float) -> Array:
        """(k,) probability that the true rate is at least so high."""
        if bound <= 0:
            return np.ones(self.a.shape[1])
        return np.asarray(self.weight @ stats.beta.sf(min(bound / 100, 1.0), self.a, self.b))

    def drawn(self, place: Order, draws: int, rng: np.random.Generator) -> Array:
        """(draws, k) true rates, those of one draw from one node."""
        node = rng.choice(len(self.weight), draws, p=self.weight)
        order = np.argsort(place)
        return np.asarray(100 * rng.beta(self.a[node][:, order], self.b[node][:, order])[:, place])


Believed = BelievedScores | BelievedRates


def believed_scores(value: Array, cov: Array) -> BelievedScores | None:
    """The true values of (k,) scores with a (k, k) covariance; None for fewer than four, or where one has no error.

    Formula:
        Normal with mean and variance told by the data: Paule and Mandel's τ², as for the probabilities of ranks
        (``posterior.posterior_of``). What is not known of τ² (``between.predict``) is added to each unit by itself.

    Source:
        Efron & Morris (1975), JASA 70, 311-319; Prasad & Rao (1990), JASA 85, 163-171.
    """
    if len(value) < FEWEST or known_exactly(cov):
        return None
    found = posterior_of(value, cov)
    told = predict(rotated(value, cov, np.ones((len(value), 1))), found.tau2, moment=True)
    more = np.maximum(told.variance - np.diag(found.cov), 0.0)
    return BelievedScores(found.value, found.cov + np.diag(more))


def believed_rates(hits: Array, n: Array) -> BelievedRates | None:
    """The true rates of (k,) counts of (k,) n; None for fewer than four, or where all or none are counted.

    Formula:
        Rates spread as a beta distribution with mean μ and correlation ρ: given both, beta with shapes α + x and
        β + n − x, α + β = (1 − ρ)/ρ. Over μ and √ρ, both flat from 0 to 1, by the likelihood of the counts (beta
        binomial) at a grid of nodes, so that what is not known of the spread has its part.

    Source:
        Griffiths (1973), Biometrics 29, 637-648; Gelman (2006), Bayesian Analysis 1, 515-534 (flat for a spread).
    """
    if len(n) < FEWEST or not 0 < hits.sum() < n.sum():
        return None
    ends = np.array([0.0, 1.0])
    for count in (COARSE, FINE):
        step = (ends[1] - ends[0]) / count
        roots = ends[0] + step * (np.arange(count) + 0.5)
        nodes = [_nodes(hits, n, float(root)) for root in roots]
        logs = np.array([log for log, _, _ in nodes])
        whole = special.logsumexp(logs, axis=1)
        kept = np.flatnonzero(whole >= whole.max() + np.log(LEAST))
        ends = np.array([max(roots[kept[0]] - step, 0.0), min(roots[kept[-1]] + step, 1.0)])
    weight = np.exp(logs - logs.max()).ravel()
    alpha, beta = (np.concatenate([node[i] for node in nodes]) for i in (1, 2))
    keep = weight >= LEAST
    weight = weight[keep] / weight[keep].sum()
    return BelievedRates(weight, alpha[keep, None] + hits, beta[keep, None] + n - hits)


def _nodes(hits: Array, n: Array, root: float) -> tuple[Array, Array, Array]:
    """Log weights and shapes at nodes of the mean rate, for one root of the correlation."""
    rho = root**2
    share = n / (1 + (n - 1) * rho)
    total = share.sum()
    mean = ((share * hits / n).sum() + 0.5) / (total + 1)
    se = 1 / np.sqrt(mean * (1 - mean) * (total + 1))
    mu = special.expit(special.logit(mean) + se * np.linspace(-WIDE, WIDE, MEANS))
    size = (1 - rho) / rho
    a, b = mu * size, (1 - mu) * size
    log = (special.betaln(a[:, None] + hits, b[:, None] + n - hits) - special.betaln(a, b)[:, None]).sum(axis=1)
    return log + np.log(se * mu * (1 - mu)), a, b


def deviations(cov: Array, value: Array, place: Order, draws: int, rng: np.random.Generator) -> Array:
    """(draws, k) normal deviations, which depend on the estimates alone and not on the order they are listed in."""
    root = pairs_of(value, cov, np.full(len(value), np.inf))
    normal = rng.standard_normal((draws, len(value)))[:, root.place if root.cov is not None else place]
    return np.asarray(normal * root.root if root.root.ndim == 1 else normal @ root.root.T)
