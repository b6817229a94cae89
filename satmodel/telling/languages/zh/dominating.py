"""优势分析、两轮或两组驱动比较的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_ANSWERED = "依据{n:integer}名各题都有回答的受访者"
_AGAIN = "（重抽样结果中与此相同的占{reproducibility:percent}）"
_BESIDE = "其他分项取{beside:names}时"
_ALONE = "其他分项都不计入时"
_LEAST = "领先最不稳，为{least:pp}个百分点"
_OPEN = "完全优势不能确认；按现有样本，在该处相差{detectable:pp}个百分点才可以确认。"
_COMPLETE = "可以确认{item:name}完全优于{against:name}" + _AGAIN + "："
_IN_SAMPLE = "在本样本中，{item:name}完全优于{against:name}" + _AGAIN + "，"
_SIZES = (
    "在本样本中，{item:name}对{against:name}为条件优势，不是完全优势"
    + _AGAIN
    + "：无论计入多少个其他分项，平均增加的解释量都更多，但"
)
_AVERAGE = (
    "在本样本中，{item:name}对{against:name}只是一般优势，不是条件优势或完全优势"
    + _AGAIN
    + "：总平均增加的解释量更多，但"
)
_LESS = "反而少{deficit:pp}个百分点；"
_GAP = "平均而言，{item:name}增加的解释量多{gap:pp}个百分点，各对同时成立的{level:percent0}置信区间为{low high:pps}个百分点，一般优势"

_FIRST = "各分项合起来解释“{outcome:name}”的变异，{first:name}为{before:percent}（{n_before:integer}名受访者），"
_SECOND = "{second:name}为{after:percent}（{n_after:integer}名受访者）"
_EARLIER = "各分项合起来解释“{outcome:name}”的变异，上轮为{before:percent}（{n_before:integer}名受访者），"
_LATER = "本轮为{after:percent}（{n_after:integer}名受访者）"
_NAMED = _FIRST + _SECOND
_UNNAMED = _EARLIER + _LATER
_LEFT = "，两者相差{gap:pp_signed}个百分点，{level:percent0}置信区间为{low high:pps}个百分点，差异"
_NOT = "不能确认；按现有样本，相差{detectable:pp}个百分点才可以确认。"
_ITEM = (
    "{item:name}所占的变异，前者为{before:percent}，后者为{after:percent}，相差{gap:pp_signed}个百分点，各项同时成立的"
    "{level:percent0}置信区间为{low high:pps}个百分点，差异"
)
_SLOPE = (
    "回归系数分别为{coefficient_before:number}和{coefficient_after:number}，差的区间为"
    "{coefficient_low coefficient_high:numbers}，差异"
)
_COULD_SHARE = "重要性相差{detectable_least detectable_most:pp_span}个百分点"
_COULD_SLOPE = "系数相差{coefficient_detectable_least:number}至{coefficient_detectable_most:number}"
_COULD_ONE = "系数相差{coefficient_detectable_least:number}"

_FLATTERED = (
    "仅因偶然，{one}的R²（{n:integer}名受访者）约偏高{excess:pp}个百分点，{two}（{n_other:integer}名受访者）约偏高{other_excess:pp}个"
    "百分点：小样本与大样本相比，解释程度显得比实际高，分项也显得更重要；以上差异未扣除这一影响。"
)

SENTENCES = {
    "dominance.fit": (
        "各分项合起来解释“{outcome:name}”变异的{r2:percent}，" + _ANSWERED + "，另有{lost:integer}人因缺答未用。"
    ),
    "dominance.fit.zero lost": "各分项合起来解释“{outcome:name}”变异的{r2:percent}，" + _ANSWERED + "。",
    "dominance.pairs": (
        "在{pairs:integer}对分项中，本样本里有{completely_in_sample:integer}对无论计入哪些其他分项，都是同一项增加的解释量更多（完全优势）；"
        "有{conditionally_in_sample:integer}对无论计入多少个其他分项，平均都是同一项更多（条件优势，含完全优势）；"
        "有{generally_in_sample:integer}对总平均有一项更多（一般优势，含前两种）。各对同时成立的{level:percent0}置信水平下，"
        "可以确认完全优势的有{completely_established:integer}对，条件优势{conditionally_established:integer}对，"
        "一般优势{generally_established:integer}对。"
    ),
    "dominance.pair.sample=completely.established": _COMPLETE + _BESIDE + _LEAST + "。",
    "dominance.pair.sample=completely.established.no beside": _COMPLETE + _ALONE + _LEAST + "。",
    "dominance.pair.sample=completely": _IN_SAMPLE + _BESIDE + _LEAST + "，" + _OPEN,
    "dominance.pair.sample=completely.no beside": _IN_SAMPLE + _ALONE + _LEAST + "，" + _OPEN,
    "dominance.pair.sample=conditionally": _SIZES + _BESIDE + _LESS + _OPEN,
    "dominance.pair.sample=conditionally.no beside": _SIZES + _ALONE + _LESS + _OPEN,
    "dominance.pair.sample=generally": _AVERAGE + _BESIDE + _LESS + _OPEN,
    "dominance.pair.sample=generally.no beside": _AVERAGE + _ALONE + _LESS + _OPEN,
    "dominance.pair.sample=tied": "{item:name}与{against:name}平均增加的解释量相同，互不占优，属于并列" + _AGAIN + "。",
    "dominance.pair+sizes": "",
    "dominance.pair+sizes.verdict_conditional=established": "无论计入多少个其他分项，其平均领先都可以确认（条件优势）。",
    "dominance.pair+sizes.verdict_conditional=established.established": "",
    "dominance.pair+average": _GAP + "不能确认；按现有样本，相差{detectable_general:pp}个百分点才可以确认。",
    "dominance.pair+average.verdict_general=established": _GAP + "可以确认。",
    "dominance.pair+average.sample=tied": "",
    "compare_drivers.whole": _UNNAMED + _LEFT + _NOT,
    "compare_drivers.whole.established": _UNNAMED + _LEFT + "可以确认。",
    "compare_drivers.whole.named": _NAMED + _LEFT + _NOT,
    "compare_drivers.whole.named.established": _NAMED + _LEFT + "可以确认。",
    "compare_drivers.whole+lost": "另分别有{lost_before:integer}人和{lost_after:integer}人因缺答未用。",
    "compare_drivers.whole+lost.zero lost": "",
    "compare_drivers.flattered.named": _FLATTERED.replace("{one}", "{name:name}").replace("{two}", "{other:name}"),
    "compare_drivers.flattered.side=before": _FLATTERED.replace("{one}", "上轮").replace("{two}", "本轮"),
    "compare_drivers.flattered.side=after": _FLATTERED.replace("{one}", "本轮").replace("{two}", "上轮"),
    "compare_drivers.item.established": _ITEM + "可以确认。",
    "compare_drivers.item.not established": _ITEM + _NOT,
    "compare_drivers.item+coefficient": _SLOPE
    + "不能确认；按现有样本，相差{coefficient_detectable:number}才可以确认。",
    "compare_drivers.item+coefficient.coefficient_verdict=established": _SLOPE + "可以确认。",
    "compare_drivers.item+coefficient.no coefficient_gap": "",
    "compare_drivers.both": ("{items:names}的重要性和回归系数都可以确认不同；回归系数与该项评价的离散程度无关。"),
    "compare_drivers.importance": (
        "{items:names}的重要性可以确认不同，回归系数是否不同不能确认（按现有样本，"
        + _COULD_SLOPE
        + "才可以确认）：变化的可能是评价的离散程度，而不是该项每高一分所对应的总体评价之差。"
    ),
    "compare_drivers.importance.no coefficient_detectable_least": (
        "{items:names}的重要性可以确认不同，回归系数无法比较。"
    ),
    "compare_drivers.importance.one count": (
        "{items:names}的重要性可以确认不同，回归系数是否不同不能确认（按现有样本，"
        + _COULD_ONE
        + "才可以确认）：变化的可能是评价的离散程度，而不是该项每高一分所对应的总体评价之差。"
    ),
    "compare_drivers.coefficient": (
        "{items:names}的回归系数可以确认不同，重要性是否不同不能确认（按现有样本，"
        + _COULD_SHARE
        + "才可以确认）：该项每高一分所对应的总体评价之差不同，而它所占的变异可能相同。"
    ),
    "compare_drivers.neither": (
        "{items:names}的重要性和回归系数是否不同都不能确认；按现有样本，"
        + _COULD_SHARE
        + "、"
        + _COULD_SLOPE
        + "才可以确认。"
    ),
    "compare_drivers.neither.no coefficient_detectable_least": (
        "{items:names}的重要性是否不同不能确认；按现有样本，" + _COULD_SHARE + "才可以确认。回归系数无法比较。"
    ),
    "compare_drivers.neither.one count": (
        "{items:names}的重要性和回归系数是否不同都不能确认；按现有样本，"
        + _COULD_SHARE
        + "、"
        + _COULD_ONE
        + "才可以确认。"
    ),
    "compare_drivers.outside": "另有{count:integer}名受访者既不属于{first:name}，也不属于{second:name}，未参与比较。",
    "compare_drivers.no_coefficient.one count": (
        "{items:names}在其中一方可由其他分项推出，或回答全部相同，没有单独的回归系数，系数无法比较。"
    ),
    "compare_drivers.no_coefficient": (
        "{items:names}在其中一方可由其他分项推出，或回答全部相同，没有单独的回归系数，系数无法比较。"
    ),
}

HEADS = {
    "dominance": "优势",
    "dominance_established": "可以确认的优势",
    "least": "最不稳的领先",
    "least as share": "最不稳的领先（百分点）",
    "detectable_general": "一般优势可确认的最小差距",
    "verdict_conditional": "条件优势判断",
    "verdict_general": "一般优势判断",
    "reproducibility": "重现比例",
    "p_one": "占优的比例",
    "p_half": "互不占优的比例",
    "p_zero": "处于劣势的比例",
    "share_gap as share": "份额之差",
    "share_verdict as share": "份额判断",
    "share_detectable as share": "份额可确认的最小差距",
    "coefficient_before": "上轮系数",
    "coefficient_after": "本轮系数",
    "coefficient_gap": "系数之差",
    "coefficient_low": "系数差下限",
    "coefficient_high": "系数差上限",
    "coefficient_interval": "系数差区间",
    "coefficient_verdict": "系数判断",
    "coefficient_detectable": "系数可确认的最小差距",
    "sd_before": "上轮标准差",
    "sd_after": "本轮标准差",
    "moved": "确认不同的是",
    "first_group": "第一组",
    "second_group": "第二组",
    "share_first": "第一组份额",
    "share_second": "第二组份额",
    "coefficient_first": "第一组系数",
    "coefficient_second": "第二组系数",
    "sd_first": "第一组标准差",
    "sd_second": "第二组标准差",
    "share_change_low": "份额差下限",
    "share_change_high": "份额差上限",
    "share_change_interval": "份额差区间",
}

TERMS = {
    "kind.completely": "完全优势",
    "kind.conditionally": "条件优势",
    "kind.generally": "一般优势",
    "kind.tied": "并列",
    "kind.both": "重要性和系数",
    "kind.importance": "重要性",
    "kind.coefficient": "系数",
    "kind.neither": "都不能确认",
}

CAPTIONS = {
    "dominance": "各分项之间的优势关系",
    "compare_drivers": "两轮或两组中各分项的重要性",
}

PICTURES = {
    "dominance.completely": "完全优势",
    "dominance.conditionally": "条件优势",
    "dominance.generally": "一般优势",
    "dominance.tied": "并列",
    "dominance.axis": "对角线以上：本样本中行对列的优势，实心（或其中的实心小标记）为{yes:verdict}",
    "dominance.below": "对角线以下：重抽样结果中完全优势与本样本相同的比例",
    "dominance.alt": (
        "{count:integer}个分项按重要性排列，第一项为{highest:name}，共{pairs:integer}对：完全优势{completely:integer}对，条件优势"
        "{conditionally:integer}对，仅一般优势{generally:integer}对，并列{tied:integer}对；其中最强为完全优势且{yes:verdict}的"
        "{completely_established:integer}对，条件优势{conditionally_established:integer}对，一般优势{generally_established:integer}对。"
    ),
    "change.axis.of=drivers": "重要性：所占变异（空心为上轮，实心为本轮）",
    "change.axis.of=drivers.named": "重要性：所占变异（空心为{first:name}，实心为{second:name}）",
    "change.value.of=drivers": "差值（百分点）与区间",
    "change.note.of=drivers": "实线为差异{yes:verdict}，虚线为{no:verdict}",
    "change.alt.of=drivers": (
        "{count:integer}个分项的两次重要性，空心点为前者，实心点为后者；后者更高且{yes:verdict}的{risen:integer}项，更低且"
        "{yes:verdict}的{fallen:integer}项，{no:verdict}的{unsettled:integer}项。"
    ),
}

TITLES = {
    "dominance": "分项之间的优势",
    "compare_drivers": "驱动的比较",
}

METHODS = {
    "dominance": (
        Line(
            "无论计入其他分项的哪个子集，一个分项使R²增加的都多于另一个，称为完全优势；无论计入多少个其他分项，平均增加的都更多，称为条件优势；"
            "总平均增加的更多，称为一般优势（总平均即Shapley值，又称LMG）：",
            formula="dominance",
        ),
        Line(
            "领先在每个子集下都通过检验（交并检验，并包括按个数平均和总平均的领先），才确认完全优势；{family:integer}对按Holm方法"
            "逐步校正，置信水平{level:percent0}。标准误和重现比例由{replicates:integer}次按抽样设计进行的重抽样得到"
            "（Rao-Wu方法，随机种子{seed:text}）。"
        ),
        Line("只用各题都有评价的{n:integer}名受访者，另有{lost:integer}人至少一题没有评价。"),
    ),
    "compare_drivers": (
        Line(
            "两轮的调查口径本不可比（{overridden:kinds}不同），仍作比较，理由是：{override:text}。",
            when=("override",),
        ),
        Line(
            "两方各自计算分项的重要性，即对其他分项的所有子集平均，计入该项使R²增加多少（Shapley值，又称LMG）：",
            when=("method=shapley",),
            formula="shapley",
        ),
        Line("两轮的受访者不同，各自独立重抽样。", when=("between=rounds",)),
        Line(
            "两组来自同一样本，可能同属一个抽样群；两组由同一批重抽样计算，共有的误差已计入。", when=("between=groups",)
        ),
        Line(
            "区间为t区间，误差由{replicates:integer}次按抽样设计进行的重抽样得到（Rao-Wu方法，随机种子{seed:text}），自由度取两方中较小的；"
            "重要性、份额和系数各为一族（Holm方法，置信水平{level:percent0}）。"
        ),
        Line("系数相同时，评价越分散的分项所占变异越大；回归系数不受此影响，所以一并比较。"),
        Line(
            "只用各题都有评价的受访者，分别为{n_before:integer}人和{n_after:integer}人；另分别有{lost_before:integer}人和"
            "{lost_after:integer}人至少一题没有评价。"
        ),
    ),
}
