"""惩罚与奖励、重要性与得分四分图的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_LOST = "依据{n:integer}名各题都有回答的受访者，另有{lost:integer}人因缺答未用。"
_ALL = "依据全部{n:integer}名受访者。"
_ITEM = (
    "其他各项不变时，对{item:name}评价最差的人，总体评价比评价居中的人低{penalty:points}分（惩罚值，{level:percent0}置信区间为"
    "{penalty_low penalty_high:interval}分）；评价最好的人比评价居中的人高{reward:points}分（奖励值，区间为"
    "{reward_low reward_high:interval}分）。奖励值减惩罚值为{gap:signed}分，各项同时成立的{level:percent0}置信区间为"
    "{low high:interval}分，"
)
_CLASS = (
    "可以确认{item:name}属于{kano:kind}：影响不对称指数为{asymmetry:ratio}，各项同时成立的{level:percent0}置信区间为"
    "{low high:ratios}，"
)
_MAP = (
    "四分图以各分项占“{outcome:name}”可解释部分（R²为{r2:percent}）的份额为重要性，以对该项作了评价的全部受访者的平均分为得分；"
    "重要性"
)
_PLACE = (
    "{item:name}占可解释部分的{share:percent}，区间为{share_low share_high:percents}，与重要性界线相差{share_gap:pp_signed}"
    "个百分点，区间为{share_gap_low share_gap_high:pps}个百分点；得分为{score:points}分，区间为{score_low score_high:interval}分，"
    "与得分界线相差{score_gap:signed}分，区间为{score_gap_low score_gap_high:interval}分；"
)
_SEEN_SHARE = "重要性相差{share_detectable:pp}个百分点"
_SEEN_SCORE = "得分相差{score_detectable:points}分"

SENTENCES = {
    "asymmetry.fit": "各分项的最好和最差回答合起来解释“{outcome:name}”变异的{fitted:percent}，" + _LOST,
    "asymmetry.fit.zero lost": "各分项的最好和最差回答合起来解释“{outcome:name}”变异的{fitted:percent}，" + _ALL,
    "asymmetry.item.established": _ITEM + "可以确认奖励值大于惩罚值。",
    "asymmetry.item.established.negative gap": _ITEM + "可以确认惩罚值大于奖励值。",
    "asymmetry.item.not established": (
        _ITEM + "两者孰大孰小不能确认；按现有样本，相差{detectable:points}分才可以确认。"
    ),
    "asymmetry.kano.kano=must_be": _CLASS + "即惩罚值超过奖励值的两倍。",
    "asymmetry.kano.kano=performance": _CLASS + "即惩罚值和奖励值都不超过对方的两倍。",
    "asymmetry.kano.kano=attractive": _CLASS + "即奖励值超过惩罚值的两倍。",
    "asymmetry.undecided": (
        "{items:names}的类型不能确认：指数的区间跨过类型之间的界限（−0.33或0.33）；按现有样本，指数与界限"
        "大约相差{least:ratio}至{detectable:ratio}（因分项而异）才可以确认类型。"
    ),
    "asymmetry.no_index": "{items:names}从最差到最好的总差距不能确认大于0，不计算不对称指数，也不划分类型；"
    "按现有样本，总差距为{least:points}至{detectable:points}分（因分项而异）才可以确认。",
    "asymmetry.no_index.one count": "{items:names}从最差到最好的总差距不能确认大于0，不计算不对称指数，也不划分类型；"
    "按现有样本，总差距为{detectable:points}分才可以确认。",
    "asymmetry.undecided.one count": (
        "{items:names}的类型不能确认：指数的区间跨过类型之间的界限（−0.33或0.33）；按现有样本，指数与界限"
        "大约相差{detectable:ratio}才可以确认类型。"
    ),
    "asymmetry.apart": (
        "{name:name}单独列出：{reason:reason}（最差回答{n_bad:integer}人，居中{n_middle:integer}人，最好"
        "{n_good:integer}人）；其回答仍作为其他分项的控制条件。"
    ),
    "asymmetry.correlated": (
        "{items:names}的回答与其他分项的回答重合较多（方差膨胀因子最大的是{item:name}，为{vif:ratio}），"
        "惩罚值和奖励值难以分开，区间因此较宽。"
    ),
    "asymmetry.not_causal": (
        "惩罚值和奖励值是与“{outcome:name}”的统计关联，不说明某一项的回答改变或工作改进就会使总体评价改变，不是因果效果。"
    ),
    "priorities.map.lines=mean": (
        _MAP + _LOST + "界线取{count:integer}个分项的平均数：重要性{share_line:percent}，得分{score_line:points}分。"
    ),
    "priorities.map.lines=median": (
        _MAP + _LOST + "界线取{count:integer}个分项的中位数：重要性{share_line:percent}，得分{score_line:points}分。"
    ),
    "priorities.map.lines=given": (
        _MAP + _LOST + "{count:integer}个分项的界线为事先规定：重要性{share_line:percent}，得分{score_line:points}分。"
    ),
    "priorities.quadrant.quadrant=look_first": (
        "宜优先查找原因的分项：{items:names}（重要性高于界线、得分低于界线，两点都可以确认）。这里指出的是先从哪里查起，"
        "不说明在该项上的工作会带来多大效果。"
    ),
    "priorities.quadrant.quadrant=look_first.no items": "没有分项可以确认同时重要性高于界线、得分低于界线。",
    "priorities.quadrant.quadrant=keep_up": "宜继续保持的分项：{items:names}（重要性和得分都高于界线，两点都可以确认）。",
    "priorities.quadrant.quadrant=look_later": (
        "可以稍后查找原因的分项：{items:names}（重要性和得分都低于界线，两点都可以确认）。"
    ),
    "priorities.quadrant.quadrant=as_it_is": (
        "可以维持现状的分项：{items:names}（重要性低于界线、得分高于界线，两点都可以确认）。"
    ),
    "priorities.undecided": (
        "{items:names}所在的区不能确认：与两条界线的差至少有一个可能出于偶然。按现有样本，"
        + _SEEN_SHARE
        + "、"
        + _SEEN_SCORE
        + "，才能对其中每一项都作出确认。"
    ),
    "priorities.item": _PLACE + "两个差都可以确认（{quadrant:kind}）。",
    "priorities.item.share_verdict=not established": (
        _PLACE + "得分之差可以确认，重要性之差不能确认；按现有样本，" + _SEEN_SHARE + "才可以确认。"
    ),
    "priorities.item.score_verdict=not established": (
        _PLACE + "重要性之差可以确认，得分之差不能确认；按现有样本，" + _SEEN_SCORE + "才可以确认。"
    ),
    "priorities.item.share_verdict=not established.score_verdict=not established": (
        _PLACE + "两个差都不能确认；按现有样本，" + _SEEN_SHARE + "、" + _SEEN_SCORE + "才可以确认。"
    ),
    "priorities.apart": "{name:name}不在四分图上：{reason:reason}。",
    "priorities.lonely_strata": "有{count:integer}层只有一个抽样群，重抽样不反映这些层的误差，区间可能偏窄。",
    "priorities.not_causal": "重要性是与“{outcome:name}”的统计关联，四分图不说明改进某一项就会使总体评价提高，不是因果效果。",
}

HEADS = {
    "penalty": "惩罚值",
    "penalty_se": "惩罚值标准误",
    "penalty_low": "惩罚值下限",
    "penalty_high": "惩罚值上限",
    "penalty_interval": "惩罚值区间",
    "reward": "奖励值",
    "reward_se": "奖励值标准误",
    "reward_low": "奖励值下限",
    "reward_high": "奖励值上限",
    "reward_interval": "奖励值区间",
    "range_detectable": "奖励加惩罚可确认的最小值",
    "asymmetry": "不对称指数",
    "asymmetry_low": "指数下限",
    "asymmetry_high": "指数上限",
    "asymmetry_interval": "指数区间",
    "kano": "Kano类型",
    "n_bad": "最差回答人数",
    "n_middle": "居中回答人数",
    "n_good": "最好回答人数",
    "vif": "方差膨胀因子",
    "score_low": "得分下限",
    "score_high": "得分上限",
    "score_interval": "得分区间",
    "share_gap_low": "重要性减界线，下限",
    "share_gap_high": "重要性减界线，上限",
    "share_gap_interval": "重要性减界线",
    "share_verdict": "重要性判断",
    "share_detectable": "重要性可辨最小差",
    "score_gap": "得分减界线",
    "score_gap_low": "得分减界线，下限",
    "score_gap_high": "得分减界线，上限",
    "score_gap_interval": "得分减界线，区间",
    "score_verdict": "得分判断",
    "score_detectable": "得分可辨最小差",
    "quadrant": "所在区",
}

REASONS = {
    "no_middle": "没有人给出居中的回答，无从比较最好与最差",
    "no_bad": "没有人给出最差的回答",
    "no_good": "没有人给出最好的回答",
    "few_middle": "给出居中回答的不足30人",
    "few_bad": "给出最差回答的不足30人",
    "few_good": "给出最好回答的不足30人",
    "few_middle_clusters": "居中的回答来自不足10个抽样群",
    "few_bad_clusters": "最差的回答来自不足10个抽样群",
    "few_good_clusters": "最好的回答来自不足10个抽样群",
    "dummies_collinear": "最差或最好的回答可由其他分项的回答完全推出",
}

TERMS = {
    "kind.must_be": "必备型",
    "kind.performance": "期望型",
    "kind.attractive": "魅力型",
    "kind.look_first": "优先查找",
    "kind.keep_up": "继续保持",
    "kind.look_later": "稍后查找",
    "kind.as_it_is": "维持现状",
    "kind.not established": "不能确认",
}

CAPTIONS = {
    "asymmetry": "各分项的惩罚值与奖励值",
    "priorities": "各分项的重要性与得分",
}

PICTURES = {
    "asymmetry.axis": "总体评价与居中回答者相差的分数（横线为{level:percent0}置信区间）\n左：最差回答；右：最好回答",
    "asymmetry.value": "奖励减惩罚与区间",
    "asymmetry.yes": "两者之差{yes:verdict}",
    "asymmetry.no": "两者之差{no:verdict}",
    "asymmetry.alt": (
        "{count:integer}个分项的惩罚值（向左）和奖励值（向右）及其区间；惩罚值较大的{penalty:integer}项，奖励值较大的"
        "{reward:integer}项（{yes:verdict}，实心条），{open:integer}项{no:verdict}（空心条）。"
    ),
    "priorities.axis": "占可解释部分的份额（横线为{level:percent0}置信区间）",
    "priorities.height": "得分（竖线为{level:percent0}置信区间）",
    "priorities.look_first": "优先查找",
    "priorities.keep_up": "继续保持",
    "priorities.look_later": "稍后查找",
    "priorities.as_it_is": "维持现状",
    "priorities.open": "空心：所在区{no:verdict}",
    "priorities.lines.lines=mean": "虚线为各分项的平均数",
    "priorities.lines.lines=median": "虚线为各分项的中位数",
    "priorities.lines.lines=given": "虚线为事先规定的界线",
    "priorities.alt": (
        "{count:integer}个分项按重要性（横）和得分（纵）排开，各带两个区间，两条界线在{share_line:percent}和"
        "{score_line:points}分处；优先查找{look_first:integer}项，继续保持{keep_up:integer}项，稍后查找{look_later:integer}项，"
        "维持现状{as_it_is:integer}项，{open:integer}项{no:verdict}。"
    ),
}

TITLES = {
    "asymmetry": "惩罚与奖励",
    "priorities": "重要性与得分",
}

METHODS = {
    "asymmetry": (
        Line(
            "对每个分项，以居中的回答为参照，同时比较最差和最好的回答（惩罚—奖励对比分析；y为总体评价，b、g表示是否给出最差、"
            "最好的回答，p为惩罚值，r为奖励值）：",
            formula="penalty_reward",
        ),
        Line(
            "只用全部题目都作了评价的{n:integer}人，另有{lost:integer}人至少一题没有评价。r和p的误差按抽样设计计算（泰勒线性化），"
            "自由度为{df:integer}；各项的r减p按Holm法逐步判断。影响不对称指数为",
            formula="asymmetry",
        ),
        Line(
            "其区间用Fieller法，各项同时成立（Bonferroni法）；r与p之和可能为0时不给出。整个区间低于−1/3的为必备型，高于1/3的为"
            "魅力型，在两者之间的为期望型，其余不划分。"
        ),
        Line(
            "有{apart:integer}个分项单独列出：某一类回答不足30人或不足10个抽样群，或者可由其他分项推出。",
            when=("apart",),
        ),
    ),
    "priorities": (
        Line(
            "分项的重要性是它占R²的份额，即它在所有可能的分项组合里平均带来的R²（Shapley值，即LMG）：",
            when=("method=shapley",),
            formula="shapley",
        ),
        Line("分项的重要性是它占R²的份额，用Johnson相对权重（Johnson 2000）计算。", when=("method=johnson",)),
        Line("分项的重要性是它占R²的份额，用Genizi分解（Genizi 1993）计算。", when=("method=genizi",)),
        Line("分项的重要性是它占R²的份额，用CAR得分的平方（Zuber和Strimmer 2011）计算。", when=("method=car",)),
        Line(
            "重要性只用全部题目都作了评价的{n:integer}人，另有{lost:integer}人至少一题没有评价；得分用对该项作了评价的全部受访者。"
        ),
        Line("界线取各分项的平均数，本身也是估计值。", when=("lines=mean",)),
        Line("界线取各分项的中位数，本身也是估计值。", when=("lines=median",)),
        Line("界线为事先规定。", when=("lines=given",)),
        Line(
            "{replicates:integer}次按抽样设计的重抽样（Rao-Wu法，随机种子{seed:text}）同时抽出重要性、得分和界线，"
            "与界线之差的误差即重抽样中差值的误差（重要性之差在logit尺度上判断）。各项的两个差作为一族判断（Holm法），两个差都可以确认的才写明所在区。"
        ),
    ),
}
