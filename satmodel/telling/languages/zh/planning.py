"""差距要多大、要访问多少人：全部文字。"""

from satmodel.telling.lines import Line

_HELD = "每个单位访问{n:integer}人、标准差为{sd:points}分时，"
_ONE = _HELD + "事先指定的两个单位，差距达到{one:points}分才可以确认"
_SIZE = "标准差为{sd:points}分时，{gap:points}分的差距"
_TAKES = "标准差为{sd:points}分时，观测到事先指定的两个单位相差{gap:points}分，每个单位访问{one:integer}人起可以确认"


def _asked(key: str, text: str, *, more: str) -> dict[str, str]:
    """一个问题的句子：有概率、没有概率；没有问到时不说。"""
    question = key.partition("+")[2]
    return {
        key: text + more.replace("#", question),
        f"{key}.no {question}": "",
        f"{key}.no power": f"{text}。",
    }


_POINTS = "（以这一概率确认，须达到{#_power:points}分）。"
_PEOPLE = "（以这一概率确认，须访问{#_power:integer}人）。"

SENTENCES = {
    "precision.n": _ONE + "；真实差距达到{one_power:points}分时，有{power:percent0}的概率得到确认。",
    "precision.n.no one": _HELD + "差距达到以下分数才可以确认，括号内是有{power:percent0}的概率得到确认的真实差距。",
    "precision.n.no one.no power": _HELD + "差距达到以下分数才可以确认。",
    "precision.n.no power": _ONE + "。",
    **_asked(
        "precision.n+control",
        "{units:integer}个单位逐一与事先指定的一个单位比较，差距须达到{control:points}分",
        more=_POINTS,
    ),
    **_asked("precision.n+first", "要确认低于{units:integer}个单位中的第1名，须低{first:points}分", more=_POINTS),
    **_asked("precision.n+all", "{units:integer}个单位中任意两个比较，差距须达到{all:points}分", more=_POINTS),
    "precision.gap": _TAKES + "；真实差距为这么多时，访问{one_power:integer}人起有{power:percent0}的概率得到确认。",
    "precision.gap.no one": (
        _SIZE + "，观测到时要确认须访问以下人数，括号内是有{power:percent0}的概率得到确认所需的人数。"
    ),
    "precision.gap.no one.no power": _SIZE + "，观测到时要确认须访问以下人数。",
    "precision.gap.no power": _TAKES + "。",
    **_asked(
        "precision.gap+control",
        "{units:integer}个单位逐一与事先指定的一个单位比较，每个单位须访问{control:integer}人",
        more=_PEOPLE,
    ),
    **_asked(
        "precision.gap+first", "{units:integer}个单位分别与第1名比较，每个单位须访问{first:integer}人", more=_PEOPLE
    ),
    **_asked("precision.gap+all", "{units:integer}个单位中任意两个比较，每个单位须访问{all:integer}人", more=_PEOPLE),
    "precision.round": (
        "标准差{sd:points}分取自已完成的一轮（{count:integer}个单位），按每份访问计，已含设计效应；"
        "各单位在{low:points}分至{high:points}分之间。"
    ),
    "precision.few": (
        "一个单位不足{fewest:integer}人时，标准差本身也只是粗略的，实际须相差的分数比这里大，须访问的人数比这里多。"
    ),
    "precision.below": "更小的差距将判为不能确认：这只说明样本看不清，不说明两者相同。",
    "precision.each": "{power:percent0}的概率是就每一对单独而言的；各对同时得到确认的概率要低一些。",
    "claims.lead": (
        "{name:name}（{gap:size}分）：每方不足{n_least:integer}人，始终不能确认；标准差为{sd:points}分时，"
        "每方{n_at_sd:integer}人起可以确认；每方{n_most:integer}人起，无论怎样回答，始终可以确认。"
    ),
    "claims.lead.endless n_most": "{name:name}：两者得分相同，任何样本量都不能确认差距。",
    "claims.lead.no n_least": (
        "{name:name}（{gap:size}分）：标准差为{sd:points}分时，每方{n_at_sd:integer}人起可以确认；"
        "每方{n_most:integer}人起，无论怎样回答，始终可以确认。"
    ),
    "claims.among": "各对是从{among:integer}个单位中按得分挑出的，须在全部各对中一并判断。",
    "claims.apart": "{name:name}单独列出：{reason:reason}。",
}

HEADS = {
    "question": "比较什么",
    "sd": "标准差",
    "detectable_power": "有所定概率确认的差距",
    "n_seen": "确认观测差距所需样本量",
    "n_power": "有所定概率确认所需样本量",
    "gap_one": "指定的两个单位",
    "gap_one_power": "指定的两个单位（按概率）",
    "gap_control": "与指定的一个比较",
    "gap_control_power": "与指定的一个比较（按概率）",
    "gap_first": "与第1名比较",
    "gap_first_power": "与第1名比较（按概率）",
    "gap_all": "任意两个单位",
    "gap_all_power": "任意两个单位（按概率）",
    "n_one": "样本量：指定的两个单位",
    "n_one_power": "样本量：指定的两个单位（按概率）",
    "n_control": "样本量：与指定的一个比较",
    "n_control_power": "样本量：与指定的一个比较（按概率）",
    "n_first": "样本量：与第1名比较",
    "n_first_power": "样本量：与第1名比较（按概率）",
    "n_all": "样本量：任意两个单位",
    "n_all_power": "样本量：任意两个单位（按概率）",
    "claim": "说法",
    "score": "得分",
    "other_score": "对方得分",
    "n_at_sd": "标准差取常见值时的样本量",
}

TERMS = {
    "kind.one": "事先指定的两个单位",
    "kind.control": "各单位与事先指定的一个单位",
    "kind.first": "第1名与其余各单位",
    "kind.all": "任意两个单位",
}

CAPTIONS = {
    "precision": "可以确认的差距，以及按所定概率能够确认的差距",
    "claims": "各项说法所需的样本量",
}

PICTURES = {
    "planning.axis": "每个单位的访问人数（标准差{sd:points}分；点为所问的人数或差距）",
    "planning.value": "有{power:percent0}的概率能够确认的差距（分）",
    "planning.value.measure=share": "有{power:percent0}的概率能够确认的差距（百分点）",
    "planning.value.no power": "可以确认的差距（分）",
    "planning.value.no power.measure=share": "可以确认的差距（百分点）",
    "planning.line.what=one": "事先指定的两个单位",
    "planning.line.what=control": "{units:integer}个单位逐一与事先指定的一个单位比较",
    "planning.line.what=first": "{units:integer}个单位分别与第1名比较",
    "planning.line.what=all": "{units:integer}个单位中任意两个",
    "planning.alt": (
        "有{power:percent0}的概率能够确认的差距随每个单位访问人数增加而下降的曲线，人数从{n_low:integer}人到{n_high:integer}人："
        "{what:kind}由{largest:points}分降到{smallest:points}分。"
    ),
    "planning.alt.no power": (
        "可以确认的差距随每个单位访问人数增加而下降的曲线，人数从{n_low:integer}人到{n_high:integer}人："
        "{what:kind}由{largest:points}分降到{smallest:points}分。"
    ),
}

TITLES = {
    "precision": "差距与访问人数",
    "claims": "各项说法所需的样本量",
}

METHODS = {
    "precision": (
        Line(
            "每个单位访问n人可以确认的最小差距d，以及确认某一差距所需的n，由受访者之间的标准差SD、设计效应D、两个单位回答的相关系数r"
            "和每个单位的总人数N得出；观测到的差距不加z：",
            formula="planning",
        ),
        Line("SD取{sd_high:points}分，是假定。", when=("sd_source=given", "not sd_range")),
        Line("SD取{sd_low:points}分至{sd_high:points}分，是假定。", when=("sd_source=given", "sd_range")),
        Line("SD取平均分和量表所允许的两端。", when=("sd_source=bounds",)),
        Line(
            "SD取自已完成的一轮，按每份访问计，已含设计效应D，取各单位方差平均数的平方根；r为两个单位误差的平均相关系数；d因而是一般一对单位的差距。",
            when=("sd_source=round",),
        ),
        Line(
            "每个抽样群访问{cluster_size:ratio}人、群内相关系数为{icc:number}，设计效应为{deff:ratio}。",
            when=("cluster_size",),
        ),
        Line("设计效应取{deff:ratio}，是假定。", when=("clustered", "not cluster_size")),
        Line("每个单位共{population:integer}人，访问其中n人。", when=("population",)),
        Line("事先指定的两个单位，c为正态分布的分位数。", when=("asks_one", "reference=normal")),
        Line("事先指定的两个单位，c为t分布的分位数。", when=("asks_one", "reference=t")),
        Line("各单位与事先指定的一个单位比较，c为邓尼特（Dunnett）双侧常数。", when=("asks_control",)),
        Line("判断哪些单位低于第1名（不论哪个单位居首），c为邓尼特单侧常数（Hsu的方法）。", when=("asks_first",)),
        Line("任意两个单位比较，c为学生化极差的分位数除以√2（Tukey）。", when=("asks_all",)),
        Line("自由度是两个单位之差的自由度。", when=("reference=t",)),
        Line(
            "同一问题的全部比较合在一起，判断的置信水平为{level:percent0}；{power:percent0}的概率是就一对而言的。",
            when=("power",),
        ),
        Line("同一问题的全部比较合在一起，判断的置信水平为{level:percent0}。", when=("not power",)),
    ),
    "claims": (
        Line("公布的差距由不能确认变为可以确认时，每方的样本量为", formula="claims"),
        Line("其中标准差取两个得分在量表上所允许的最小值和最大值：", when=("levels",), formula="sd_ends"),
        Line("没有给出量表各档的分值，因此只知道标准差的最大值。", when=("not levels",)),
        Line("得分是{items:integer}个项目的简单平均，可能的取值更密。", when=("composite",)),
        Line("标准差的常见值{sd:points}分是假定；得分不可能有这一标准差的，取其最接近的可能值。"),
        Line("各对都视为看到得分之前指定的，置信水平为{level:percent0}。", when=("declared",)),
        Line(
            "各对是从{among:integer}个单位中挑出的，c按全部各对取（学生化极差），置信水平为{level:percent0}。",
            when=("among",),
        ),
    ),
}
