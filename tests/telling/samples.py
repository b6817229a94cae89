"""Small results that stand in for those of the methods: a table, a chart, findings and a step, with made-up numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.result import Chart, Finding, Result, Verdict, judge
from satmodel.step import Step

TOWNS = (
    "白沙洲街道",
    "开发区",
    "东阁街道",
    "云山镇",
    "蓼兰镇",
    "崔家集镇",
    "河镇",
    "南村镇",
    "明村镇",
    "田庄镇",
    "旧店镇",
    "新河镇",
    "大泽山镇",
)
ITEMS = ("群众文化生活", "中小学教育", "社会治安", "居住环境", "干部表现", "看病就医")


OPTIONS = ("非常满意", "满意", "一般", "不满意", "非常不满意", "不了解")
ENGLISH = {
    **{town: f"Town {chr(65 + i)}" for i, town in enumerate(TOWNS)},
    **dict(
        zip(
            ITEMS,
            (
                "Cultural life",
                "Primary and secondary schools",
                "Public safety",
                "Living environment",
                "Conduct of officials",
                "Medical care",
            ),
            strict=True,
        )
    ),
    **dict(
        zip(
            OPTIONS,
            ("Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied", "Don't know"),
            strict=True,
        )
    ),
    **{f"{TOWNS[i % 13]}{i // 13 + 1}区": f"Town {chr(65 + i % 13)}{i // 13 + 1}" for i in range(150)},
}


@dataclass(frozen=True, slots=True, eq=False)
class Sample(Result):
    rows: pd.DataFrame
    picture: Chart | None
    step: Step
    said: tuple[Finding, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        return self.rows

    @property
    def chart(self) -> Chart | None:
        return self.picture

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.said


def names(count: int) -> list[str]:
    """Towns' names, numbered where there are more than thirteen."""
    if count <= len(TOWNS):
        return list(TOWNS[:count])
    return [f"{TOWNS[i % 13]}{i // 13 + 1}区" for i in range(count)]


def scores(count: int) -> pd.DataFrame:
    """Units with falling scores and intervals."""
    estimate = 92 - 20 * np.arange(count) / max(count - 1, 1) + np.sin(np.arange(count))
    half = 1.2 + 0.8 * np.cos(np.arange(count)) ** 2
    columns = {"unit": names(count), "estimate": estimate, "low": estimate - half, "high": estimate + half}
    return pd.DataFrame(columns).sort_values("estimate", ascending=False, ignore_index=True)


def intervals(count: int) -> Sample:
    data = scores(count)
    columns = {"label": "unit", "value": "estimate", "low": "low", "high": "high"}
    return Sample(data.set_index("unit"), Chart("intervals", data, columns, {"level": 0.95}), Step("average"))


def heatmap(count: int) -> Sample:
    parts = [
        scores(count).assign(item=item, estimate=lambda rows, j=j: rows["estimate"] - 2.5 * j + np.cos(rows.index + j))
        for j, item in enumerate(ITEMS)
    ]
    data = pd.concat(parts, ignore_index=True).drop(index=[count + 1])
    columns = {"label": "unit", "panel": "item", "value": "estimate", "low": "low", "high": "high"}
    return Sample(data.set_index(["unit", "item"]), Chart("intervals", data, columns, {"level": 0.95}), Step("means"))


def ranks(count: int) -> Sample:
    data = scores(count)
    low, high = data["low"].to_numpy(), data["high"].to_numpy()
    data["rank"] = data["estimate"].rank(ascending=False, method="min").astype(int)
    data["rank_low"] = 1 + (low[None, :] > high[:, None]).sum(axis=1)
    data["rank_high"] = count - (high[None, :] < low[:, None]).sum(axis=1)
    data.loc[0, "rank_high"] = 1
    columns = {"label": "unit", "value": "rank", "low": "rank_low", "high": "rank_high", "estimate": "estimate"}
    return Sample(data.set_index("unit"), Chart("ranks", data, columns, {"level": 0.95}), Step("ranks"))


def probabilities(count: int) -> Sample:
    rows = scores(count).sort_values("estimate", ascending=False, ignore_index=True)
    far = (np.arange(count)[None, :] - np.arange(count)[:, None]) / (1 + count / 12)
    likely = np.exp(-(far**2) / 2)
    likely /= likely.sum(axis=1, keepdims=True)
    data = pd.DataFrame(
        {
            "unit": np.repeat(rows["unit"].to_numpy(), count),
            "rank": np.tile(np.arange(1, count + 1), count),
            "probability": likely.ravel(),
        }
    )
    chart = Chart(
        "probabilities",
        data,
        {"label": "unit", "panel": "rank", "value": "probability"},
        {"top": 1, "end": "top", "count": count},
    )
    return Sample(data.set_index(["unit", "rank"]), chart, Step("first"))


def gaps(count: int, *, every: bool = False) -> Sample:
    rows = scores(count)
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count if every else min(i + 2, count))]
    one, other = np.array(pairs).T
    gap = rows["estimate"].to_numpy()[one] - rows["estimate"].to_numpy()[other]
    half = 2.1 + 0.4 * np.sin(np.arange(len(gap)))
    data = pd.DataFrame(
        {
            "unit": rows["unit"].to_numpy()[one],
            "against": rows["unit"].to_numpy()[other],
            "gap": gap,
            "low": gap - half,
            "high": gap + half,
        }
    )
    data["verdict"] = [judge(low, high, 1.0) for low, high in zip(data["low"], data["high"], strict=True)]
    columns = {
        "label": "unit",
        "against": "against",
        "value": "gap",
        "low": "low",
        "high": "high",
        "verdict": "verdict",
    }
    marks = {"zero": 0.0, "margin": 1.0, "level": 0.95}
    return Sample(data.set_index(["unit", "against"]), Chart("gaps", data, columns, marks), Step("gaps"))


def matrix(count: int) -> Sample:
    plain = gaps(count, every=True)
    data = plain.chart.data
    close = (data["low"] > -3.4) & (data["high"] < 3.4)
    data["within"] = [Verdict.ESTABLISHED if near else Verdict.NOT_ESTABLISHED for near in close]
    return Sample(plain.rows, Chart("matrix", data, plain.chart.columns, plain.chart.marks), Step("gaps"))


def lead(count: int) -> Sample:
    plain = gaps(count, every=True)
    data = plain.chart.data.iloc[: count - 1]
    columns = {"leader": "unit", "label": "against", "value": "gap", "low": "low", "high": "high", "verdict": "verdict"}
    return Sample(plain.rows.iloc[: count - 1], Chart("lead", data, columns, plain.chart.marks), Step("gaps"))


def change(count: int) -> Sample:
    rows = scores(count)
    moved = 6 * np.sin(1.7 * np.arange(count))
    data = pd.DataFrame(
        {
            "unit": rows["unit"],
            "before": rows["estimate"],
            "after": rows["estimate"] + moved,
            "change": moved,
            "low": moved - 2.4,
            "high": moved + 2.4,
        }
    )
    columns = {"label": "unit", "before": "before", "after": "after", "value": "change", "low": "low", "high": "high"}
    return Sample(data.set_index("unit"), Chart("change", data, columns, {"zero": 0.0, "margin": 0.0}), Step("change"))


def slopes(count: int) -> Sample:
    """Ranks in two rounds: every third unit down by half of the field, as far as its intervals let it."""
    before = np.arange(count) + 1
    after = np.empty(count, dtype=int)
    after[np.argsort(before + np.where(before % 3 == 0, count / 2, 0), kind="stable")] = before
    data = pd.DataFrame({"unit": names(count)})
    for when, rank in (("before", before), ("after", after)):
        data[f"rank_{when}"] = rank
        data[f"rank_{when}_low"], data[f"rank_{when}_high"] = np.maximum(rank - 2, 1), np.minimum(rank + 2, count)
    moved = 1.0 * (before - after)
    apart = (data["rank_after_low"] > data["rank_before_high"]) | (data["rank_after_high"] < data["rank_before_low"])
    yes = np.where(apart, Verdict.ESTABLISHED, Verdict.NOT_ESTABLISHED)
    data = data.assign(change=moved, low=moved - 1.5, high=moved + 1.5, verdict=yes, score_verdict=yes)
    columns = {name: name for name in data if name.startswith("rank")}
    columns |= {"label": "unit", "value": "change", "low": "low", "high": "high", "verdict": "verdict"}
    columns["score"] = "score_verdict"
    marks = {"level": 0.95, "first": None, "second": None}
    return Sample(data.set_index("unit"), Chart("slopes", data, columns, marks), Step("rank_change"))


def movers(count: int) -> Sample:
    rows = scores(count)
    before, value = rows["estimate"].to_numpy(), 1 + 5 * np.sin(1.7 * np.arange(count))
    data = pd.DataFrame({"unit": rows["unit"], "before": before, "change": value, "shrunk": 1 + 0.3 * (value - 1)})
    data = data.sort_values("change", ascending=False, kind="stable", ignore_index=True)
    x = np.linspace(before.min(), before.max(), 41)
    line = 1 - 0.35 * (x - before.mean())
    named = tuple(data["unit"].iloc[[*range(min(3, count)), *range(-min(3, count), 0)]])
    marks = {"noise": (tuple(x), tuple(line), tuple(line - 4.5), tuple(line + 4.5)), "named": named, "level": 0.95}
    columns = {"label": "unit", "before": "before", "value": "change", "shrunk": "shrunk"}
    return Sample(data.set_index("unit"), Chart("movers", data, columns, marks), Step("movers"))


def conversion(count: int) -> Sample:
    rows = scores(count)
    data = pd.DataFrame({"unit": rows["unit"], "score": rows["estimate"]})
    for name, part in (("points", "estimate"), ("points_low", "low"), ("points_high", "high")):
        data[name] = np.clip(25 - 0.5 * (88 - rows[part]), 20, 25)
    columns = {"label": "unit", "value": "points", "low": "points_low", "high": "points_high", "score": "score"}
    marks = {"level": 0.95, "lines": ((20.0, 78.0), (25.0, 88.0)), "rates": True}
    return Sample(data.set_index("unit"), Chart("conversion", data, columns, marks), Step("convert"))


def waterfall(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    value = np.linspace(1.6, -0.5, count)
    data = pd.DataFrame({"item": rows, "contribution": value, "low": value - 0.4, "high": value + 0.4})
    columns = {"label": "item", "value": "contribution", "low": "low", "high": "high"}
    marks = {"start": 78.1, "end": 78.1 + float(value.sum()), "total": float(value.sum())}
    return Sample(data.set_index("item"), Chart("waterfall", data, columns, marks), Step("contributions"))


def reweighted(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    weighted = rows if count <= 25 else [None]
    value = np.concatenate([np.linspace(1.6, -0.5, count), np.linspace(0.4, -0.6, len(weighted)), [0.25]])
    part = ["scores"] * count + ["weights"] * len(weighted) + ["interaction"]
    data = pd.DataFrame({"item": [*rows, *weighted, None], "part": part, "contribution": value})
    data["low"], data["high"] = value - 0.3, value + 0.3
    columns = {"label": "item", "part": "part", "value": "contribution", "low": "low", "high": "high"}
    scored = 78.1 + float(value[:count].sum())
    marks = {"start": 78.1, "end": 78.1 + float(value.sum()), "scored": scored}
    return Sample(data.set_index("item"), Chart("waterfall", data, columns, marks), Step("contributions"))


def spread(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    share = np.linspace(2, -0.1, count) / np.linspace(2, -0.1, count).sum()
    data = pd.DataFrame({"item": rows, "share": share, "low": share - 0.08, "high": share + 0.1})
    columns = {"label": "item", "value": "share", "low": "low", "high": "high"}
    chart = Chart("intervals", data, columns, {"level": 0.95, "of": "spread"})
    return Sample(data.set_index("item"), chart, Step("spread"))


def importance(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    share = np.linspace(2, 1, count) / np.linspace(2, 1, count).sum()
    data = pd.DataFrame({"item": rows, "share": share, "low": share * 0.7, "high": share * 1.35})
    place = np.arange(1, count + 1)
    reach = max(1, count // 3)
    data = data.assign(rank_low=np.maximum(place - reach, 1), rank_high=np.minimum(place + reach, count))
    columns = {name: name for name in ("low", "high", "rank_low", "rank_high")} | {"label": "item", "value": "share"}
    marks = {"level": 0.95, "r2": 0.43, "sharing": True}
    return Sample(data.set_index("item"), Chart("importance", data, columns, marks), Step("drivers"))


def specifications(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    data = []
    for i, unit in enumerate(rows):
        beside = (0, 0, 0, 0, 0) if i + 1 == count else ((48, 0, 0, 0, 0), (20, 20, 8, 0, 0), (10, 20, 10, 6, 2))[i % 3]
        held = {i + 1: 48} if i % 4 == 0 else {max(1, i): 8, i + 1: 30, min(count, i + 3): 10}
        told = {"rank": i + 1} | dict(zip(("yes", "no", "turned", "reversed", "unjudged"), beside, strict=True))
        data += [{"unit": unit, "place": place, "count": number} | told for place, number in held.items()]
    roles = {name: name for name in ("rank", "yes", "no", "turned", "reversed", "unjudged")}
    columns = {"label": "unit", "part": "place", "value": "count"} | roles
    frame = pd.DataFrame(data)
    chart = Chart("specifications", frame, columns, {"count": 48, "units": count})
    return Sample(frame.set_index("unit"), chart, Step("sensitivity", {"measure": "points"}))


def dominance(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    one, other = np.triu_indices(count, 1)
    weaker = ("completely", "conditionally", "generally", "not established")
    kinds = [min((i + j) % 5, 2) if j - i < 4 else 0 for i, j in zip(one, other, strict=True)]
    data = pd.DataFrame(
        {
            "item": np.array(rows, dtype=object)[one],
            "against": np.array(rows, dtype=object)[other],
            "dominance": ["tied" if i == count - 2 else weaker[k] for i, k in zip(one, kinds, strict=True)],
            "dominance_established": [
                weaker[3 if i == count - 2 else min(3, k + (i + j) % 3)]
                for i, j, k in zip(one, other, kinds, strict=True)
            ],
            "reproducibility": 1 - 0.9 / (1 + other - one) * np.linspace(0.2, 1, len(one)),
        }
    )
    columns = {
        "label": "item",
        "panel": "against",
        "value": "reproducibility",
        "kind": "dominance",
        "established": "dominance_established",
    }
    chart = Chart("dominance", data, columns, {"order": tuple(rows)})
    return Sample(data.set_index(["item", "against"]), chart, Step("dominance", {"measure": "share"}))


def grouped(count: int) -> Sample:
    items = importance(count).chart.data.assign(part="item")
    parts = []
    for i in range(0, count, 3):
        members = items.iloc[i : i + 3]
        head = {"item": f"第{i // 3 + 1}组", "share": members["share"].sum(), "part": "group"}
        head |= {"low": 0.8 * head["share"], "high": 1.2 * head["share"]}
        parts += [pd.DataFrame([head | {"rank_low": 1 + i // 3, "rank_high": 2 + i // 3}]), members]
    data = pd.concat(parts, ignore_index=True)
    columns = {name: name for name in ("low", "high", "rank_low", "rank_high", "part")}
    columns |= {"label": "item", "value": "share"}
    return Sample(data.set_index("item"), Chart("importance", data, columns, {"level": 0.95}), Step("drivers"))


def squared(count: int) -> Sample:
    chart = importance(count).chart
    data = chart.data.rename(columns={"share": "estimate"})
    shown = Chart("importance", data, chart.columns | {"value": "estimate"}, {"level": 0.95, "sharing": False})
    return Sample(data.set_index("item"), shown, Step("drivers"))


def importance_by(count: int, levels: int = 3) -> Sample:
    shares = importance(count).chart.data
    parts = [shares.assign(unit=unit, share=shares["share"] * (1 - 0.05 * i)) for i, unit in enumerate(names(levels))]
    data = pd.concat(parts).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    columns = {"label": "item", "part": "unit", "value": "share", "low": "low", "high": "high"}
    chart = Chart("importance_by", data, columns, {"level": 0.95, "sharing": True, "apart": ()})
    return Sample(data.set_index(["unit", "item"]), chart, Step("drivers_by"))


def treatments(count: int) -> Sample:
    shares = importance(count).chart.data
    parts = [
        shares.assign(treatment=name, share=shares["share"] * by, low=shares["low"] * by, high=shares["high"] * by)
        for name, by in (("complete", 1.0), ("pairwise", 0.96), ("imputed", 1.05))
    ]
    data = pd.concat(parts, ignore_index=True)
    columns = {"label": "item", "part": "treatment", "value": "share", "low": "low", "high": "high"}
    chart = Chart("treatments", data, columns, {"level": 0.95})
    return Sample(data.set_index(["item", "treatment"]), chart, Step("missing_drivers"))


def answers(count: int) -> Sample:
    rows = list(ITEMS) if count == 6 else names(count)
    weights = np.array([[30 + i % 7, 34, 18 - i % 5, 8, 3, 7, i % 3] for i in range(count)], dtype=float)
    share = weights / weights.sum(axis=1, keepdims=True)
    kinds = ["scored"] * 5 + ["no_opinion", "blank"]
    data = pd.DataFrame(
        {
            "item": np.repeat(rows, 7),
            "answer": np.tile([*OPTIONS, ""], count),
            "share": share.ravel(),
            "kind": kinds * count,
        }
    )
    chart = Chart("answers", data, {"label": "item", "part": "answer", "value": "share", "kind": "kind"})
    return Sample(data.set_index(["item", "answer"]), chart, Step("read"))


def planning(count: int) -> Sample:
    n = np.geomspace(25, 2000, 41)
    falls = {"one": 55.4, "control": 78.3, "first": 70.8, "all": 93.7}
    parts = [pd.DataFrame({"question": what, "n": n, "gap": fall / np.sqrt(n)}) for what, fall in falls.items()]
    marks = {"level": 0.95, "power": 0.8, "units": count, "sd": 20.0, "n": (50, 100, 300, 1000), "gaps": (3.15,)}
    data = pd.concat(parts, ignore_index=True)
    chart = Chart("planning", data, {"label": "question", "n": "n", "value": "gap"}, marks)
    return Sample(data.set_index(["question", "n"]), chart, Step("precision"))


def tiers(count: int, *, letters: bool = False) -> Sample:
    data = scores(count)
    data["shrunk"] = data["estimate"].mean() + 0.8 * (data["estimate"] - data["estimate"].mean())
    data[["low", "high"]] = data[["low", "high"]].sub(data["estimate"] - data["shrunk"], axis=0)
    place = np.arange(count) * max(2, round(count**0.5)) // count
    columns = {"label": "unit", "value": "shrunk", "low": "low", "high": "high", "direct": "estimate"}
    marks = {"level": 0.95, "method": "posterior", "tiers": int(place.max()) + 1}
    if letters:
        data["letters"] = [chr(97 + i // 3) + (chr(98 + i // 3) if i % 3 == 2 else "") for i in range(count)]
        columns = {"label": "unit", "value": "estimate", "low": "low", "high": "high", "letters": "letters"}
        marks |= {"method": "letters", "tiers": (count - 1) // 3 + 2}
    else:
        data["tier"] = 1 + place
        columns["tier"] = "tier"
    return Sample(data.set_index("unit"), Chart("tiers", data, columns, marks), Step("tiers"))


def reliability(count: int) -> Sample:
    rows = names(count)
    value = 0.95 - 0.5 * np.cos(np.arange(count)) ** 2
    data = pd.DataFrame(
        {"unit": rows, "reliability": value, "reliability_low": value**2, "reliability_high": value**0.5}
    )
    columns = {"label": "unit", "value": "reliability", "low": "reliability_low", "high": "reliability_high"}
    marks = {"wanted": 0.8, "whole": 0.74, "level": 0.95}
    return Sample(data.set_index("unit"), Chart("reliability", data, columns, marks), Step("reliability"))


def awards(count: int, *, end: str = "bottom") -> Sample:
    data = scores(count)
    size = max(1, count // 6)
    order = np.arange(count)
    data["probability"] = 1 / (1 + np.exp((order - size + 0.5) / (0.1 * count)))
    data["group"] = (order >= size).astype(int) + ((order >= count - size).astype(int) if end == "tiers" else 0)
    data["established"] = data["probability"] > 0.98
    columns = {"label": "unit", "value": "probability", "group": "group", "sure": "established", "estimate": "estimate"}
    marks = {"end": end, "top": size, "count": count, "groups": ("named", "others")}
    return Sample(data.set_index("unit"), Chart("awards", data, columns, marks), Step("awards"))


def persistence(count: int) -> Sample:
    rows, rounds = names(count), ("2024H1", "2024H2", "2025H1", "2025H2")
    rank = np.column_stack([(np.arange(count) + shift) % count + 1 for shift in range(len(rounds))])
    data = pd.DataFrame({"unit": np.repeat(rows, len(rounds)), "round": np.tile(rounds, count), "rank": rank.ravel()})
    bottom = max(1, count // 5)
    data["named"] = data["rank"] > count - bottom
    columns = {"label": "unit", "panel": "round", "value": "rank", "named": "named"}
    marks = {"count": count, "rounds": len(rounds), "bottom": bottom}
    return Sample(data.set_index("unit"), Chart("persistence", data, columns, marks), Step("persistence"))


def funnel(count: int) -> Sample:
    rows = scores(count)
    size = 40 + 30 * (np.arange(count) * 7 % max(count, 2))
    value = 82 + 90 / np.sqrt(size) * np.cos(2.1 * np.arange(count))
    z = (value - 82) / np.sqrt(1600 / size + 4)
    band = np.select([z > 1.96, z < -3.09, z < -1.96], ["better", "much_worse", "worse"], "about_the_same")
    data = pd.DataFrame({"unit": rows["unit"], "size": size, "height": value, "z_od": z, "band": band})
    along = np.geomspace(size.min() / 1.15, size.max() * 1.1, 60)
    limits = {"size": along}
    for behind, more in (("", 0.0), ("_od", 4.0)):
        for far, cut in (("", 1.96), ("_far", 3.09)):
            reach = cut * np.sqrt(1600 / along + more)
            limits |= {f"low{far}{behind}": 82 - reach, f"high{far}{behind}": 82 + reach}
    marks = {"target": 82.0, "limits": pd.DataFrame(limits), "sized": True, "overdispersed": True, "against": "others"}
    columns = {"label": "unit", "size": "size", "value": "height", "band": "band", "z": "z_od"}
    return Sample(data.set_index("unit"), Chart("funnel", data, columns, marks), Step("standing"))


def asymmetry(count: int) -> Sample:
    at = np.arange(count)
    penalty, reward = 6 + 4 * np.sin(at), 4 + 3 * np.cos(2 * at)
    reach = 1.2 + 0.6 * np.cos(at) ** 2
    columns: dict[str, object] = {"item": names(count), "gap": reward - penalty}
    for side, value in (("penalty", penalty), ("reward", reward)):
        columns |= {side: value, f"{side}_low": value - reach, f"{side}_high": value + reach}
    data = pd.DataFrame(columns).assign(low=lambda rows: rows["gap"] - 3, high=lambda rows: rows["gap"] + 3)
    data["verdict"] = [judge(low, high) for low, high in zip(data["low"], data["high"], strict=True)]
    data["kano"] = np.where(data["gap"] < -6, "must_be", np.where(data["gap"] > 4, "attractive", "not established"))
    data = data.sort_values("gap", kind="stable", ignore_index=True)
    roles = {name: name for name in data if name != "item"} | {"label": "item"}
    return Sample(data.set_index("item"), Chart("asymmetry", data, roles, {"level": 0.95}), Step("asymmetry"))


def priorities(count: int) -> Sample:
    at = np.arange(count)
    share = 1.5 + np.sin(at) + 0.4 * np.cos(5 * at)
    share, score = share / share.sum(), 82 + 6 * np.cos(2.3 * at)
    data = pd.DataFrame({"item": names(count), "share": share, "score": score})
    reach = 0.15 / count
    data = data.assign(
        share_low=share - reach, share_high=share + reach, score_low=score - 0.8, score_high=score + 0.8
    ).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    far = ((data["share"] - 1 / count).abs() > 1.5 * reach) & ((data["score"] - score.mean()).abs() > 1.2)
    corner = np.where(
        data["share"] > 1 / count,
        np.where(data["score"] > score.mean(), "keep_up", "look_first"),
        np.where(data["score"] > score.mean(), "as_it_is", "look_later"),
    )
    data["quadrant"] = np.where(far, corner, "not established")
    roles = {name: name for name in data if name != "item"} | {"label": "item"}
    marks = {"level": 0.95, "lines": "mean", "share_line": 1 / count, "score_line": float(score.mean())}
    return Sample(data.set_index("item"), Chart("priorities", data, roles, marks), Step("priorities"))


def trend(count: int, *, alone: bool = False) -> Sample:
    rounds, parts = np.arange(1, 7), []
    for i, name in enumerate(names(1 if alone else min(count, 30))):
        line = 80 + 2 * np.sin(i) + 0.4 * np.cos(2 * i) * rounds
        value = line + np.sin(3 * rounds + i)
        more = {
            "low": value - 1.5,
            "high": value + 1.5,
            "fitted": line,
            "fitted_low": line - 1,
            "fitted_high": line + 1,
        }
        there = {"unit": name, "round": [f"第{k}轮" for k in rounds], "time": rounds, "estimate": value, "ahead": 0}
        parts.append(pd.DataFrame(there | more))
        later = {"unit": name, "time": [7], "estimate": [line[-1]], "ahead": 1, "round": None}
        parts.append(pd.DataFrame(later | {"low": [line[-1] - 3], "high": [line[-1] + 3]}))
    data = pd.concat(parts, ignore_index=True)
    roles = ("low", "high", "fitted", "fitted_low", "fitted_high", "ahead")
    columns = {"label": "round", "x": "time", "value": "estimate", **{role: role for role in roles}}
    columns |= {} if alone else {"panel": "unit"}
    return Sample(data.set_index("unit"), Chart("trend", data, columns, {"level": 0.95}), Step("trend"))


def house_effect(count: int) -> Sample:
    at = np.arange(count)
    own = 88 + 3 * np.sin(2 * at)
    official = own - 7 + np.cos(3 * at)
    data = pd.DataFrame({"label": names(count), "own": own, "official": official, "offset": own - official})
    data = data.assign(low=data["offset"] - 1.6, high=data["offset"] + 1.6)
    columns = {name: name for name in ("label", "own", "official", "low", "high")} | {"value": "offset"}
    marks = {"level": 0.95, "mean": 7.0, "slope": 1.0, "intercept": -7.0, "lower": 5.4, "upper": 8.6, "kind": "shift"}
    known = marks if count > 2 else {"level": 0.95}
    return Sample(data.set_index("label"), Chart("house_effect", data, columns, known), Step("house_effect"))


def composition(count: int) -> Sample:
    at = np.arange(count)
    data = pd.DataFrame({"label": names(count), "composition": 2 + np.sin(at), "equal": 3 * np.cos(2 * at)})
    data["unmatched"] = 0.4 * np.sin(3 * at)
    data["change"] = data[["composition", "equal", "unmatched"]].sum(axis=1)
    data = data.assign(low=data["change"] - 2, high=data["change"] + 2, before=80.0, after=80 + data["change"])
    columns = {name: name for name in data if name != "change"} | {"value": "change"}
    return Sample(data.set_index("label"), Chart("composition", data, columns, {"level": 0.95}), Step("composition"))


FIGURES = {
    "house_effect": house_effect,
    "composition": composition,
    "trend": trend,
    "trend_alone": lambda count: trend(count, alone=True),
    "asymmetry": asymmetry,
    "priorities": priorities,
    "planning": planning,
    "intervals": intervals,
    "heatmap": heatmap,
    "ranks": ranks,
    "probabilities": probabilities,
    "gaps": gaps,
    "pairs": lambda count: gaps(count, every=True),
    "matrix": matrix,
    "lead": lead,
    "change": change,
    "slopes": slopes,
    "movers": movers,
    "conversion": conversion,
    "waterfall": waterfall,
    "reweighted": reweighted,
    "spread": spread,
    "importance": importance,
    "importance_by": importance_by,
    "importance_grouped": grouped,
    "importance_squared": squared,
    "treatments": treatments,
    "dominance": dominance,
    "specifications": specifications,
    "answers": answers,
    "tiers": tiers,
    "letters": lambda count: tiers(min(count, 15), letters=True),
    "reliability": reliability,
    "awards": awards,
    "awards_tiers": lambda count: awards(count, end="tiers"),
    "persistence": persistence,
    "funnel": funnel,
}
