"""A county whose truth is known: two rounds of telephone interviews, or scores of many rounds, drawn with a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, stats

from satmodel.errors import SettingError

Array = NDArray[np.float64]

ITEMS = ("社会治安", "看病就医", "中小学教育", "居住环境", "群众文化生活", "干部表现")
TOWNS = (
    "甲街道",
    "乙街道",
    "丙开发区",
    "丁镇",
    "戊镇",
    "己镇",
    "庚镇",
    "辛镇",
    "壬镇",
    "癸镇",
    "子乡",
    "丑乡",
    "寅乡",
)
ANSWERS = ("满意", "基本满意", "不满意")
POINTS = (100.0, 75.0, 55.0)
BEFORE = (83.869, 74.743, 84.363, 72.975, 79.792, 72.863)
NOW = (86.70, 76.79, 88.15, 82.19, 88.95, 79.92)
NO_OPINION = (0.02, 0.03, 0.06, 0.01, 0.07, 0.08)
OVERALL = (0.15, 0.22, 0.10, 0.30, 0.08, 0.35)
QUESTIONS = (
    "Q1.您对本地社会治安是否满意",
    "Q2.您对本地医疗服务是否满意",
    "Q3.您对本地学校教育是否满意",
    "Q4.您对本地居住环境是否满意",
    "Q5.您对本地文化生活是否满意",
    "Q6.您对本地干部作风是否满意",
)
PROBLEMS = ("夜间巡逻少", "看病贵", "学校离家远", "垃圾清理不及时", "文化活动少", "村干部不干实事")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is true of the simulated county.

    Attributes:
        villages, calls: villages drawn in each township, and calls in each village.
        town_sd, item_sd, village_sd, halo_sd: standard deviations, on a latent scale whose total is one, of the
            township's level, the township's level on one item, the village's level, and the person's general mood.
        void: the share of void interviews.
        drift_sd: how much a township's level moves between the rounds, on the latent scale.
    """

    villages: int = 20
    calls: int = 20
    town_sd: float = 0.14
    item_sd: float = 0.08
    village_sd: float = 0.12
    halo_sd: float = 0.60
    void: float = 0.03
    drift_sd: float = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class County:
    """Two simulated rounds and the truth behind them.

    Attributes:
        rounds: the workbook's rows of each round, by the round's name.
        truth: one row a round, township and item: ``points``, the true mean points; and the item ``composite``.
    """

    rounds: dict[str, pd.DataFrame] = field(repr=False)
    truth: pd.DataFrame = field(repr=False)

    def save(self, folder: str | Path) -> list[Path]:
        """Write each round as a workbook as a call centre sends it, and the truth as ``truth.csv``.

        The workbooks have two title rows, void interviews marked in the last column, and a note under the data; every
        title says that the data are simulated.
        """
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, frame in self.rounds.items():
            paths.append(place / f"{name}.xlsx")
            _workbook(frame, name, paths[-1])
        paths.append(place / "truth.csv")
        self.truth.round(4).to_csv(paths[-1], index=False, encoding="utf-8-sig")
        return paths


def county(*, seed: int = 20260608, plan: Plan | None = None) -> County:
    """Draw two rounds of telephone interviews in a county of 13 townships.

    Args:
        seed: the seed of the draw; the same seed gives the same county.
        plan: what is true of the county.

    Returns:
        Two rounds of 13 townships x villages x calls, six items answered with three answers scored 100, 75 and 55, a
        separate overall question, and the truth. The county's true item means are those of a published bulletin:
        the previous round's mean of the six is 78.10, this round's 83.78.

    Assumptions:
        An answer is a latent normal mood cut at two thresholds; the overall answer is a weighted sum of the six moods
        and noise (weights ``OVERALL``).

    Raises:
        SettingError: standard deviations that leave no room for the person's own answer.

    Examples:
        >>> drawn = county(plan=Plan(villages=3, calls=4))
        >>> {name: len(frame) for name, frame in drawn.rounds.items()}
        {'2025H2': 156, '2026H1': 156}
    """
    plan = plan or Plan()
    shared = plan.town_sd**2 + plan.item_sd**2 + plan.village_sd**2 + plan.halo_sd**2
    if shared >= 1:
        raise SettingError("the squared standard deviations of the plan must sum to less than one")
    random = np.random.default_rng(seed)
    towns = random.normal(0, plan.town_sd, len(TOWNS))[:, None] + random.normal(
        0, plan.item_sd, (len(TOWNS), len(ITEMS))
    )
    drift = random.normal(0, plan.drift_sd, (len(TOWNS), 1))
    rounds, truths = {}, []
    for name, level, target in (("2025H2", towns, BEFORE), ("2026H1", towns + drift, NOW)):
        cuts = _thresholds(level, np.array(target), plan)
        rounds[name] = _interviews(random, name, level, cuts, plan)
        truths.append(_truth(name, level, cuts, plan))
    return County(rounds, pd.concat(truths, ignore_index=True))


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Simulated scores of several rounds, of an official survey beside the last of them, and the truth behind all.

    Attributes:
        scores: one row a round and unit: ``round``, ``unit``, ``n``, ``score``, ``se``, and ``truth``, the true score.
        official: one row a unit of the official survey: ``unit``, ``n``, ``score``, ``se``, ``truth``; of some units.
    """

    scores: pd.DataFrame = field(repr=False)
    official: pd.DataFrame = field(repr=False)


def series(
    *,
    seed: int = 20260608,
    rounds: int = 6,
    n: int = 100,
    sd: float = 16.0,
    spread: float = 2.0,
    drift: float = 1.0,
    rise: float = 0.8,
    house: float = 7.0,
) -> Series:
    """Draw the scores of 13 townships over several rounds, and of an official survey of the last round.

    Args:
        seed: the seed of the draw; the same seed gives the same scores.
        rounds: how many half-years, the last being 2026H1.
        n: respondents behind each score; the official survey has three times as many.
        sd: standard deviation of the answers, in points.
        spread: standard deviation of the townships' lasting levels, in points.
        drift: standard deviation of what is true of a township in one round only, in points.
        rise: what all townships rise from one round to the next, in points.
        house: how many points the own survey lies above the official one.

    Returns:
        The scores as an own survey finds them, and the official survey's of eight of the 13 townships.

    Raises:
        SettingError: fewer than one round or two respondents, or a standard deviation below zero.

    Examples:
        >>> drawn = series(rounds=3)
        >>> drawn.scores["round"].unique().tolist(), len(drawn.official)
        (['2025H1', '2025H2', '2026H1'], 8)
    """
    if rounds < 1 or n < 2 or min(sd, spread, drift) < 0:
        raise SettingError("series needs at least one round, two respondents, and no standard deviation below zero")
    random = np.random.default_rng(seed)
    names = [f"{2026 - (back + 1) // 2}H{1 + back % 2}" for back in range(rounds - 1, -1, -1)]
    lasting = random.normal(0, spread, len(TOWNS))
    parts = []
    for place, name in enumerate(names):
        truth = 80 + rise * (place - rounds + 1) + lasting + random.normal(0, drift, len(TOWNS))
        parts.append(_scored(random, truth, n, sd).assign(round=name))
    scores = pd.concat(parts, ignore_index=True)[["round", "unit", "n", "score", "se", "truth"]]
    last = parts[-1]["truth"].to_numpy()[:8] - house
    return Series(scores, _scored(random, last, 3 * n, sd))


def _scored(random: np.random.Generator, truth: Array, n: int, sd: float) -> pd.DataFrame:
    se = sd / np.sqrt(n)
    columns = {"n": n, "score": truth + random.normal(0, se, len(truth)), "se": se, "truth": truth}
    return pd.DataFrame({"unit": TOWNS[: len(truth)]} | columns)


def _spread(plan: Plan) -> float:
    return float(np.sqrt(1 - plan.town_sd**2 - plan.item_sd**2))


def _points(level: Array, low: float, high: float, spread: float) -> Array:
    unhappy = stats.norm.cdf((low - level) / spread)
    content = stats.norm.cdf((high - level) / spread) - unhappy
    return POINTS[0] * (1 - unhappy - content) + POINTS[1] * content + POINTS[2] * unhappy


def _thresholds(level: Array, target: Array, plan: Plan) -> Array:
    spread = _spread(plan)
    cuts = np.empty((len(ITEMS), 2))
    for q, goal in enumerate(target):
        unhappy = (100 - goal) / 95
        low, high = stats.norm.ppf([unhappy, 3 * unhappy])

        def miss(shift: float, q: int = q, low: float = low, high: float = high, goal: float = goal) -> float:
            return float(_points(level[:, q], low + shift, high + shift, spread).mean() - goal)

        shift = optimize.brentq(miss, -1, 1)
        cuts[q] = low + shift, high + shift
    return cuts


def _truth(name: str, level: Array, cuts: Array, plan: Plan) -> pd.DataFrame:
    points = np.column_stack([_points(level[:, q], *cuts[q], _spread(plan)) for q in range(len(ITEMS))])
    columns = {item: points[:, q] for q, item in enumerate(ITEMS)} | {"composite": points.mean(axis=1)}
    frame = pd.DataFrame({"round": name, "unit": TOWNS} | columns)
    return frame.melt(["round", "unit"], var_name="item", value_name="points")


def _interviews(random: np.random.Generator, name: str, level: Array, cuts: Array, plan: Plan) -> pd.DataFrame:
    each = plan.villages * plan.calls
    town = np.repeat(np.arange(len(TOWNS)), each)
    village = np.tile(np.repeat(np.arange(plan.villages), plan.calls), len(TOWNS))
    rows = len(town)
    place = random.normal(0, plan.village_sd, (len(TOWNS), plan.villages))[town, village]
    own = np.sqrt(_spread(plan) ** 2 - plan.village_sd**2 - plan.halo_sd**2)
    mood = (place + random.normal(0, plan.halo_sd, rows))[:, None] + random.normal(0, own, (rows, len(ITEMS)))
    answers = _answers(random, level[town] + mood, cuts)
    overall = _overall(random, level[town] + mood)
    rural = random.random((len(TOWNS), plan.villages))[town, village] < np.where(town < 3, 0.2, 0.75)
    when = _when(random, name, rows)
    frame = pd.DataFrame(
        {
            "样本编号": [f"S{i:05d}" for i in range(1, rows + 1)],
            "轮次": _title(name),
            **when,
            "访员工号": random.integers(101, 117, rows).astype(str),
            "镇街": np.array(TOWNS)[town],
            "村居": [f"{TOWNS[t]}{v + 1:02d}村" for t, v in zip(town, village, strict=True)],
            "城乡": np.where(rural, "农村", "城镇"),
            "号码类型": np.where(random.random(rows) < 0.4, "固话", "手机"),
            "性别": np.where(random.random(rows) < 0.5, "男", "女"),
            "年龄": random.integers(18, 66, rows),
        }
        | {question: answers[:, q] for q, question in enumerate(QUESTIONS)}
        | {
            "Q7.总体评价": overall,
            "Q8.是否知晓惠民政策": random.choice(["知道", "听说过", "不知道"], rows, p=[0.4, 0.35, 0.25]),
        }
    )
    frame["Q9.不满意的具体问题"] = _problems(random, answers)
    frame["复核"] = np.where(random.random(rows) < plan.void, "废卷", "合格")
    return frame.iloc[random.permutation(rows)].reset_index(drop=True)


def _answers(random: np.random.Generator, mood: Array, cuts: Array) -> NDArray[np.object_]:
    chosen = np.where(mood < cuts[:, 0], ANSWERS[2], np.where(mood < cuts[:, 1], ANSWERS[1], ANSWERS[0])).astype(object)
    silent = random.random(mood.shape) < np.array(NO_OPINION)
    refused = random.random(mood.shape) < 0.25
    return np.where(silent, np.where(refused, "拒答", "不了解"), chosen)


def _overall(random: np.random.Generator, mood: Array) -> NDArray[np.object_]:
    mixed = mood @ np.array(OVERALL)
    felt = mixed / mixed.std() * 0.8 + random.normal(0, 0.6, len(mixed))
    low, high = np.quantile(felt, [0.12, 0.45])
    chosen = np.where(felt < low, ANSWERS[2], np.where(felt < high, ANSWERS[1], ANSWERS[0])).astype(object)
    return np.where(random.random(len(felt)) < 0.02, "不了解", chosen)


def _when(random: np.random.Generator, name: str, rows: int) -> dict[str, object]:
    first = pd.Timestamp("2025-12-01" if name == "2025H2" else "2026-06-08")
    days = first + pd.to_timedelta(random.integers(0, 12, rows), unit="D")
    minutes = random.integers(0, 150, rows)
    return {
        "访问日期": days.strftime("%Y-%m-%d"),
        "开始时间": [f"{18 + m // 60:02d}:{m % 60:02d}" for m in minutes],
        "时长(秒)": np.clip(np.exp(random.normal(5.4, 0.35, rows)), 60, 900).astype(int),
    }


def _problems(random: np.random.Generator, answers: NDArray[np.object_]) -> list[str]:
    told = random.random(answers.shape) < 0.15
    named = (answers == ANSWERS[2]) & told
    return [PROBLEMS[int(np.argmax(row))] if row.any() else "" for row in named]


def _title(name: str) -> str:
    return f"{name[:4]}年{'上' if name.endswith('1') else '下'}半年"


def _workbook(frame: pd.DataFrame, name: str, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": "simulated data", "created": pd.Timestamp("2026-01-01").to_pydatetime()})
    sheet = book.add_worksheet("有效样本")
    last = len(frame.columns) - 1
    bold = book.add_format({"bold": True, "align": "center"})
    sheet.merge_range(0, 0, 0, last, f"××县{_title(name)}群众满意度电话调查原始数据（模拟数据）", bold)
    sheet.write(1, 0, "本表由程序按已知真值模拟生成,不是任何地方的真实调查结果")
    for j, column in enumerate(frame.columns):
        sheet.write(2, j, column, bold)
        sheet.write_column(3, j, frame[column].tolist())
        sheet.set_column(j, j, 12 if j < 12 else 16)
    sheet.write(3 + len(frame), 0, "注:“不了解”“拒答”不计分;废卷已标注。本表为模拟数据。")
    sheet.freeze_panes(3, 1)
    book.close()
