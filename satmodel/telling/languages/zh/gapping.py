"""单位之间的差距：句子、栏目与图。"""

from satmodel.telling.lines import Line

_INTERVAL = "，差值的{level:percent0}置信区间{adjust:adjusted}为{low high:interval}分，"
_ABOVE = "{a:name}比{b:name}高{gap:size}分" + _INTERVAL
_BELOW = "{a:name}比{b:name}低{gap:size}分" + _INTERVAL
_BETTER = "{a:name}比{b:name}低{gap:size}分（低者为优，差值按低出的部分计）" + _INTERVAL
_WORSE = "{a:name}比{b:name}高{gap:size}分（低者为优，差值按低出的部分计）" + _INTERVAL
_MORE = "{a:name}的变化比{b:name}多{gap:size}分" + _INTERVAL
_LESS = "{a:name}的变化比{b:name}少{gap:size}分" + _INTERVAL
_ALIKE = "{a:name}与{b:name}的变化相同" + _INTERVAL
_SAME = "{a:name}与{b:name}得分相同" + _INTERVAL
_YES = "差距可以确认。"
_NO = "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"
_YES_BEYOND = "差距超过{margin:points}分，可以确认。"
_NO_BEYOND = "差距超过{margin:points}分，不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"

# what is said of two units, without the verdict; which is which, and by how much
_PAIRS = {
    "gaps.pair.established": _ABOVE,
    "gaps.pair.established.negative gap": _BELOW,
    "gaps.pair.established.of=change": _MORE,
    "gaps.pair.established.of=change.negative gap": _LESS,
    "gaps.pair.established.of=change.best=low": _LESS,
    "gaps.pair.established.of=change.best=low.negative gap": _MORE,
    "gaps.pair.established.best=low": _BETTER,
    "gaps.pair.established.best=low.negative gap": _WORSE,
    "gaps.pair.not established": _ABOVE,
    "gaps.pair.not established.negative gap": _BELOW,
    "gaps.pair.not established.of=change": _MORE,
    "gaps.pair.not established.of=change.negative gap": _LESS,
    "gaps.pair.not established.of=change.best=low": _LESS,
    "gaps.pair.not established.of=change.best=low.negative gap": _MORE,
    "gaps.pair.not established.best=low": _BETTER,
    "gaps.pair.not established.best=low.negative gap": _WORSE,
    "gaps.pair.not established.best=low.zero gap": _SAME,
    "gaps.pair.not established.zero gap": _SAME,
    "gaps.pair.not established.of=change.zero gap": _ALIKE,
    "gaps.pair.not established.of=change.best=low.zero gap": _ALIKE,
}
_CUT = "差值和离散程度不变、两者样本量同比例减少，较小的一方由{n:integer}减至不足{n_turn:integer}时，"
_RAISED = "差值和离散程度不变、两者样本量同比例增加，较小的一方由{n:integer}增至{n_turn:integer}时，"
# the verdict: without a margin, and with one
_VERDICTS = {"established": (_YES, _YES_BEYOND), "not established": (_NO, _NO_BEYOND)}


def _judged(key: str, plain: str) -> dict[str, str]:
    without, beyond = _VERDICTS[key.split(".")[2]]
    return {f"{key}.zero margin": plain + without, key: plain + beyond}


SENTENCES = {
    **{key: text for pair in _PAIRS.items() for key, text in _judged(*pair).items()},
    "gaps.pair.not comparable": "{a:name}与{b:name}无法比较。",
    "gaps.pair+tie": "",
    "gaps.pair+tie.not established.not declared.zero margin": "排名上宜称“并列”。",
    "gaps.pair+tie.not established.not declared.zero margin.of=change": "宜称“并列”。",
    "gaps.pair+tie.not established.not declared.within=established": "排名上宜称“并列”。",
    "gaps.pair+tie.not established.not declared.within=established.of=change": "宜称“并列”。",
    "gaps.pair+among": "这一对是从{among:integer}个单位中按名次挑出的，区间已作相应放宽。",
    "gaps.pair+among.no among": "",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": _CUT + "差距超过{margin:points}分就不能确认。",
    "gaps.pair+turn.established.zero margin": _CUT + "差距就不能确认。",
    "gaps.pair+turn.established.no n": "样本量不足{n_turn:integer}时，同样大小的差距超过{margin:points}分就不能确认。",
    "gaps.pair+turn.established.no n.zero margin": "样本量不足{n_turn:integer}时，同样大小的差距就不能确认。",
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.established.no n_turn.no n": "",
    "gaps.pair+turn.established.no n_turn.no n.zero margin": "",
    "gaps.pair+turn.established.no n_turn.zero margin": "",
    "gaps.pair+turn.not established": _RAISED + "差距超过{margin:points}分才可以确认。",
    "gaps.pair+turn.not established.zero margin": _RAISED + "差距才可以确认。",
    "gaps.pair+turn.not established.no n": "样本量达到{n_turn:integer}时，"
    "同样大小的差距超过{margin:points}分才可以确认。",
    "gaps.pair+turn.not established.no n.zero margin": "样本量达到{n_turn:integer}时，同样大小的差距才可以确认。",
    "gaps.pair+turn.not established.no n_turn": "这样大小的差距，任何样本量都不能确认其超过{margin:points}分。",
    "gaps.pair+turn.not established.no n_turn.zero margin": "这样大小的差距，任何样本量都不够确认。",
    "gaps.pair+turn.not established.endless n_turn": "这样大小的差距，任何样本量都不能确认其超过{margin:points}分。",
    "gaps.pair+turn.not established.endless n_turn.zero margin": "这样大小的差距，任何样本量都不够确认。",
    "gaps.pair+turn.not established.no n_turn.no n": "",
    "gaps.pair+turn.not established.no n_turn.no n.zero margin": "",
    "gaps.apart": "{name:name}不参加比较：{reason:reason}。",
    "gaps.family": (
        "共比较{pairs:integer}对（{adjust:term}，{level:percent0}置信水平）：{established:integer}对差距可以确认，"
        "{not_established:integer}对不能确认；按现有样本能够确认的最小差距，各对为"
        "{smallest_detectable largest_detectable:span}分。"
    ),
    "gaps.pair+within": "",
    "gaps.pair+within.within=established": "两者相差不超过{margin:points}分，可以确认。",
    "gaps.pair+within.within=not established": (
        "两者相差不超过{margin:points}分，不能确认；按现有样本，界限放宽到{least_margin:points}分才可以确认。"
    ),
    "gaps.pair+within.within=not established.established": "",
    "gaps.margin": "整个区间都在{margin:points}分以外的差距，才判为可以确认。",
    "gaps.margin.zero margin": "",
    "gaps.margin+within": (
        "{pairs:integer}对中，超出这一界限可以确认的有{established:integer}对，不超过这一界限可以确认的有{within:integer}对，"
        "两样都不能确认的有{open:integer}对。"
    ),
    "gaps.margin+within.no within": "",
    "gaps.margin+within.one pairs": "",
    "gaps.unadjusted": (
        "这些对是看到数据以后挑出的，又未作多重比较校正：即使各单位实际相同，{family:integer}对中也会有约"
        "{by_chance:ratio}对仅因偶然而被判为可以确认。"
    ),
}

HEADS = {
    "within": "相差不超过界限",
    "p_within": "p值（不超过界限）",
    "least_margin": "可确认的最小界限",
}

TERMS = {
    "stepdown": "逐步max-t校正",
    "games_howell": "Games–Howell 校正",
    "tukey_kramer": "Tukey–Kramer 校正",
}

PICTURES = {
    "matrix.ahead": "行优于列，{yes:verdict}",
    "matrix.behind": "行次于列，{yes:verdict}",
    "matrix.beyond": "先后{yes:verdict}",
    "matrix.within": "相差不超过{margin:points}分，{yes:verdict}",
    "matrix.open": "{no:verdict}",
    "matrix.axis": "行与列均按名次排列",
    "matrix.numbered": "行与列均按名次排列，从首位起编号",
    "matrix.alt": (
        "{units:integer}个单位按名次排列的两两比较方阵，共{count:integer}对：{established:integer}对先后{yes:verdict}，"
        "{within:integer}对相差不超过界限{yes:verdict}，{open:integer}对{no:verdict}。"
    ),
    "matrix.alt.zero margin": (
        "{units:integer}个单位按名次排列的两两比较方阵，共{count:integer}对：{established:integer}对先后{yes:verdict}，"
        "{open:integer}对{no:verdict}。"
    ),
    "lead.axis.zero margin": "{leader:name}领先的差值（实心为{yes:verdict}，空心为{no:verdict}）",
    "lead.axis": "{leader:name}领先的差值（实心为{yes:verdict}，空心为{no:verdict}；斜线带为±{margin:points}分）",
    "lead.value": "差值与区间",
    "lead.alt": (
        "{leader:name}对其他{count:integer}个单位的领先及其区间：{established:integer}个{yes:verdict}（实心），"
        "{open:integer}个{no:verdict}（空心）。"
    ),
}

METHODS = {
    "gaps": (
        Line("两个得分之差及其区间为", formula="gap"),
        Line("所比的对是看到得分之前指定的。", when=("declared",)),
        Line("所比的对是看到得分以后按名次挑出的。", when=("not declared", "not among")),
        Line("每个区间各自以{level:percent0}的把握成立。", when=("adjust=none",)),
        Line(
            "按Holm法对{family:integer}对作校正，全部判断以{level:percent0}的把握同时成立。",
            when=("adjust=holm",),
        ),
        Line(
            "按Bonferroni法对{family:integer}对作校正，全部判断以{level:percent0}的把握同时成立。",
            when=("adjust=bonferroni",),
        ),
        Line(
            "临界值按全部{family:integer}对取（学生化极差，c={critical:number}），使所有的对以{level:percent0}的把握同时成立。",
            when=("adjust=tukey", "not among", "not df"),
        ),
        Line(
            "临界值按全部{family:integer}对取：学生化极差，各对用自己的自由度（c最大为{critical:number}），使所有的对以"
            "{level:percent0}的把握同时成立。",
            when=("adjust=tukey", "not among", "df"),
        ),
        Line(
            "临界值用Games–Howell法按全部{family:integer}对取：学生化极差，各对用自己的方差和自由度（c最大为{critical:number}），"
            "使所有的对以{level:percent0}的把握同时成立。",
            when=("adjust=games_howell", "not among"),
        ),
        Line(
            "临界值用Tukey–Kramer法按全部{family:integer}对取：学生化极差，各单位合并为一个标准差（c={critical:number}），"
            "使所有的对以{level:percent0}的把握同时成立。",
            when=("adjust=tukey_kramer", "not among"),
        ),
        Line(
            "所比的对是从{among:integer}个单位的排名里挑出来的，临界值按其中全部的对取（学生化极差，c={critical:number}），"
            "以{level:percent0}的把握同时成立；单位数{among:integer}是假定或给定的设置。",
            when=("among",),
        ),
        Line(
            "临界值c={critical:number}按{family:integer}对和完整的协方差模拟得到（{draws:integer}次，随机种子{seed:text}），"
            "以{level:percent0}的把握同时成立。",
            when=("adjust=maxt", "not among"),
        ),
        Line(
            "对{family:integer}对逐步判断，全部判断以{level:percent0}的把握同时成立：每一步的临界值取尚未判定各对中最大差异的分位数，"
            "按完整的协方差模拟（{draws:integer}次，随机种子{seed:text}），由{critical_smallest:number}到{critical:number}；"
            "各区间用自己那一步的临界值。",
            when=("adjust=stepdown", "not among"),
        ),
        Line("实质差距的界限是{margin:points}分。", when=("margin",)),
        Line(
            "两个单位相差不超过这一界限，用两个单侧检验判断，校正方法相同：",
            when=("margin",),
            formula="within",
        ),
        Line(
            "样本少于{fewest:integer}的{too_few:integer}个单位不进入由数据挑出的各对。",
            when=("too_few",),
        ),
        Line(
            "估计值靠近量表一端的单位，计算离散程度时在两端各加半个回答（a、b为估计值到两端的距离）：",
            when=("widened",),
            formula="half_answers",
        ),
        Line(
            "能确认的最小差距d，以及判断会翻转的每单位样本量n*（差距g和标准差不变时）为",
            formula="detectable",
        ),
    ),
}
