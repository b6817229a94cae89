"""Linearised sums over respondents and their covariance, from moments and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from satmodel.errors import SettingError
from satmodel.estimation.taylor import Stage, stage_covariance, stage_of
from satmodel.step import Step
from satmodel.survey.moments import Moments, moments
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Domains:
    """The parts of the sample that are estimated one by one: the units, or the whole.

    Attributes:
        codes: (c,) the domain of each cell of the moments.
        names: the domains' names, in the order of their codes.
        n: (d, p) respondents with an answer.
        weight: (d, p) sum of their weights.
        total: (d, p) sum of weight times points.
    """

    codes: Codes
    names: tuple[object, ...]
    n: Array
    weight: Array
    total: Array

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The influence of a respondent i of domain d on m estimates of that domain, linear in the points of p columns.

    z_idk = w_i Σ_q (slope_dkq y_iq - fixed_dkq), over the columns that the respondent answered.

    Attributes:
        slope: (d, m, p). fixed: (d, m, p).
    """

    slope: Array
    fixed: Array


def sums_of(source: Survey | Moments, columns: Sequence[str] | None, *, complete: bool = False) -> Moments:
    """The moments of the columns wanted, from a survey or from moments that were made before."""
    if isinstance(source, Moments):
        return source if columns is None else source.take(columns)
    if not isinstance(source, Survey):
        raise SettingError(f"give a survey (sat.read) or its moments (sat.moments), not {type(source).__name__}")
    return moments(source, columns=columns, complete=complete)


def domains_of(sums: Moments, by: str | None) -> Domains:
    """The units, or the whole sample as one domain called ``"all"``.

    Raises:
        SettingError: ``by`` is neither ``"unit"`` nor None.
    """
    if by not in ("unit", None):
        raise SettingError(f"by must be 'unit' or None, not {by!r}")
    codes = sums.cells["unit"].to_numpy(dtype=np.intp) if by else np.zeros(len(sums.cells), dtype=np.intp)
    names = sums.units if by else ("all",)
    adder = adding(codes, len(names))
    return Domains(codes, names, adder @ sums.n, adder @ sums.sw, adder @ sums.swy)


def adding(codes: Codes, count: int) -> sparse.csr_matrix:
    """The (count, c) matrix that adds up rows of the same code."""
    return sparse.csr_matrix((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(count, len(codes)))


def divided(top: Array, bottom: Array) -> Array:
    """top / bottom, zero where there is nothing to divide by."""
    return np.divide(top, bottom, out=np.zeros(np.broadcast_shapes(top.shape, bottom.shape)), where=bottom > 0)


def mean_forms(domains: Domains) -> tuple[Array, Forms]:
    """The (d, p) weighted means, ``nan`` where nobody answered, and their influence (y - ȳ) / W."""
    eye = np.eye(domains.weight.shape[1])
    share = divided(np.ones_like(domains.weight), domains.weight)
    mean = domains.total * share
    forms = Forms(share[:, :, None] * eye, (mean * share)[:, :, None] * eye)
    return np.where(domains.weight > 0, mean, np.nan), forms


def total_forms(domains: Domains) -> tuple[Array, Forms]:
    """The (d, p) weighted totals and their influence y."""
    slope = np.broadcast_to(np.eye(domains.weight.shape[1]), (len(domains), *(domains.weight.shape[1],) * 2))
    return domains.total, Forms(slope, np.zeros_like(slope))


def covariance(sums: Moments, domains: Domains, forms: Forms, *, lonely: str) -> Array:
    """The (d m, d m) covariance of all estimates of all domains, domain by domain."""
    cells = _cell_totals(sums, domains, forms)
    first, sampled = _first_stage(sums, domains, forms, cells)
    cov = stage_covariance(first, lonely=lonely)
    if sums.second_sampled is not None:
        second = _second_stage(sums, domains, forms, cells, sampled)
        cov = cov + stage_covariance(second, lonely=lonely, within="first-stage clusters")
    return (cov + cov.T) / 2


def cluster_strata(sums: Moments) -> Codes:
    """(j,) the stratum of each first-stage cluster."""
    stratum = np.zeros(int(sums.sampled.sum()), dtype=np.intp)
    stratum[sums.cells["cluster"].to_numpy()] = sums.cells["stratum"].to_numpy()
    return stratum


def degrees(sums: Moments, domains: Domains) -> tuple[NDArray[np.object_], Array]:
    """Why a domain's column has no standard error (empty where it has one), and its clusters minus strata: (d, p)."""
    count, p = len(domains), len(sums.columns)
    reasons = np.full((count, p), "", dtype=object)
    df = np.zeros((count, p))
    for q in range(p):
        clusters, strata = counted(sums, domains, q)
        df[:, q] = clusters - strata
        reasons[df[:, q] < 1, q] = "too_few_clusters"
        reasons[clusters == 1, q] = "single_cluster" if sums.clustered else "single_respondent"
        reasons[clusters == 0, q] = "no_answers"
    return reasons, df


def counted(sums: Moments, domains: Domains, column: int) -> tuple[Array, Array]:
    """(d,) clusters and (d,) strata in which a domain has answers to a column."""
    seen = sums.cells.assign(domain=domains.codes, n=sums.n[:, column])[sums.n[:, column] > 0]
    order = range(len(domains))
    strata = seen.drop_duplicates(["domain", "stratum"]).groupby("domain").size().reindex(order, fill_value=0)
    if sums.squares is not None and not sums.clustered:
        clusters = seen.groupby("domain")["n"].sum().reindex(order, fill_value=0)
    else:
        clusters = seen.drop_duplicates(["domain", "cluster"]).groupby("domain").size().reindex(order, fill_value=0)
    return clusters.to_numpy(dtype=float), strata.to_numpy(dtype=float)


def step_of(sums: Moments, method: str, settings: dict[str, object]) -> Step:
    """A step on top of the respondents, with what the moments know of the design."""
    singles = int((sums.sampled == 1).sum())
    adjusted = settings["lonely"] == "adjust"
    told = {**sums.step.settings, **settings, "lonely_strata": singles if adjusted else 0}
    if sums.second_sampled is None and (adjusted or not singles):
        return Step(method, told, sums.step.sources)
    rules = {name: told.get(name) for name in ("second_clusters", "second_finite", "lonely")}
    design = Step("design", {**rules, "lonely_left": 0 if adjusted else singles}, sums.step.sources)
    return Step(method, told, (design,))


def _cell_totals(sums: Moments, domains: Domains, forms: Forms) -> sparse.csr_matrix:
    """(c, d m) each cell's total of the influences, in the columns of its domain."""
    m = forms.slope.shape[1]
    at = domains.codes
    totals = np.einsum("cmq,cq->cm", forms.slope[at], sums.swy) - np.einsum("cmq,cq->cm", forms.fixed[at], sums.sw)
    columns = (at[:, None] * m + np.arange(m)).ravel()
    rows = np.repeat(np.arange(len(at)), m)
    return sparse.csr_matrix((totals.ravel(), (rows, columns)), shape=(len(at), len(domains) * m))


def _first_stage(sums: Moments, domains: Domains, forms: Forms, cells: sparse.csr_matrix) -> tuple[Stage, Array | None]:
    """The first stage, and the sampled share of each cluster's stratum where there is a second stage."""
    if sums.squares is not None and not sums.clustered:
        return _squared(sums, domains, forms, cells, sums.cells["stratum"].to_numpy(), sums.sampled), None
    stratum = cluster_strata(sums)
    clusters = adding(sums.cells["cluster"].to_numpy(), len(stratum)) @ cells
    stage = stage_of(clusters, stratum, population=sums.population)
    return stage, None if sums.population is None else (sums.sampled / sums.population)[stratum]


def _second_stage(
    sums: Moments, domains: Domains, forms: Forms, cells: sparse.csr_matrix, share: Array | None
) -> Stage:
    cluster = sums.cells["cluster"].to_numpy()
    if sums.squares is not None:
        stage = _squared(sums, domains, forms, cells, cluster, sums.second_sampled)
        return Stage(stage.crossed, stage.totals, stage.sizes, sums.second_population, share)
    second = sums.cells["second"].to_numpy()
    group = np.zeros(int(sums.second_sampled.sum()), dtype=np.intp)
    group[second] = cluster
    return stage_of(adding(second, len(group)) @ cells, group, population=sums.second_population, share=share)


def _squared(
    sums: Moments, domains: Domains, forms: Forms, cells: sparse.csr_matrix, group: Codes, sizes: Codes
) -> Stage:
    """A stage whose clusters are the respondents, of whom a cell holds many: their squares were added up beforehand."""
    slope, fixed = forms.slope[domains.codes], forms.fixed[domains.codes]
    squares = sums.squares
    mixed = np.einsum("cmq,cqr,clr->cml", slope, squares.wwy, fixed, optimize=True)
    blocks = np.einsum("cmq,cqr,clr->cml", slope, squares.wwyy, slope, optimize=True) - mixed
    blocks += np.einsum("cmq,cqr,clr->cml", fixed, squares.ww, fixed, optimize=True) - mixed.transpose(0, 2, 1)
    m = slope.shape[1]

    def crossed(factor: Array) -> Array:
        by_domain = adding(domains.codes, len(domains)) @ (factor[group, None] * blocks.reshape(len(group), -1))
        whole = np.zeros((len(domains), m, len(domains), m))
        at = np.arange(len(domains))
        whole[at, :, at, :] = by_domain.reshape(len(domains), m, m)
        return whole.reshape(len(domains) * m, -1)

    totals = sparse.csr_matrix(adding(group, len(sizes)) @ cells)
    return Stage(crossed, totals, sizes.astype(float), sums.population)
