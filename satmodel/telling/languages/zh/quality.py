"""数据反映的访问过程：只提示可以核查之处，不作指责。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_ANSWERS = {
    "no_opinion": "无意见回答占全部回答",
    "middle": "中间档回答占计分回答",
    "straight": "各分项答案全部相同的访问占答全各项的访问",
}
_CAUSES_LOW = {
    "no_opinion": "可能来自用方言解释选项，可能来自提示引导，也可能是受访者本来就更了解情况",
    "middle": "可能来自看法本身，可能来自选项的读法，也可能来自提示引导",
    "straight": "可能是各项看法本来不同，也可能是访问更为耐心",
}
_CAUSES_HIGH = {
    "no_opinion": "可能是受访者对情况了解较少，也可能是追问较少",
    "middle": "可能来自看法本身，也可能来自选项的读法",
    "straight": "可能是各项看法本来一致，可能是访问较急，也可能来自提示引导",
}
_CHANGE_CAUSES = "可能来自看法的变化、调查前的宣传或提问方式，数据不能区分，本附录不据此作因果判断。"
_SHARES = (
    "{what}的{{share:percent}}；各单位中最低的是{{lowest:name}}（{{lowest_share:percent}}），"
    "最高的是{{highest:name}}（{{highest_share:percent}}）。"
)
_MOVED = (
    "{what}的比例由{{share_before:percent}}变为{{share_after:percent}}，变化{{share_gap:pp}}个百分点，"
    "{{level:percent0}}置信区间为{{low high:pps}}，"
)

SENTENCES = {
    "quality.overview": "共作{count:integer}项检查；有{unread:integer}格时间、时长或日期无法读出，只在相应的检查中不计。",
    "quality.overview.zero unread": "共作{count:integer}项检查。",
    "quality.left_out": "“{check:kind}”一项没有检查：{reason:reason}。",
    "exclusions.steps": (
        "文件共有{rows:integer}行，其中{respondents:integer}行是受访者；总体评价有计分回答的{overall:integer}人，"
        "各分项也都有计分回答的{complete:integer}人。"
    ),
    "exclusions.steps.no overall": (
        "文件共有{rows:integer}行，其中{respondents:integer}行是受访者；各分项都有计分回答的{complete:integer}人。"
    ),
    "missing.items": (
        "空白最多的题是{blank_item:name}（{blank:percent}；单位中最高的是{unit:name}的{item:name}，为{unit_blank:percent}）；"
        "无意见回答最多的题是{opinion_item:name}（{no_opinion:percent}）。"
    ),
    "missing.items.zero blank": "没有空白的题；无意见回答最多的题是{opinion_item:name}（{no_opinion:percent}）。",
    "missing.items.zero blank.zero no_opinion": "每位受访者的每道题都有计分回答。",
    "duplicates.same_number": "有{count:integer}份访问的编号在前面的行已经出现（共比较{n:integer}份）。",
    "duplicates.same_number.zero count": "{n:integer}个访问编号没有重复。",
    "duplicates.same_phone": "有{count:integer}份访问的电话号码在前面的行已经出现（共比较{n:integer}份）。",
    "duplicates.same_phone.zero count": "{n:integer}个电话号码没有重复。",
    "duplicates.same_answers": (
        "单位、特征和全部答案都相同的访问有{pairs:integer}对；仅凭偶然约有{pairs_expected:ratio}对。"
        "仅凭答案相同，不能说明访问是抄来的。"
    ),
    "straight_lining.share": (
        "{n:integer}份访问中，有{count:integer}份（{share:percent}）各分项答案全部相同；各分项若互不相关，应为{expected:percent}。"
        "各项看法通常相互关联，实际比例高于这一数字是常见的。"
    ),
    "straight_lining.share+interviewers": (
        "按访员，最低的是{lowest:name}（{lowest_share:percent}），最高的是{highest:name}（{highest_share:percent}）。"
    ),
    "straight_lining.share+interviewers.no lowest": "",
    "speeders.share": (
        "{n:integer}份访问中，有{count:integer}份（{share:percent}）不足{shortest:integer}秒；时长的中位数为{median:integer}秒。"
    ),
    "speeders.share+interviewers": (
        "按访员，最低的是{lowest:name}（{lowest_share:percent}），最高的是{highest:name}（{highest_share:percent}）。"
    ),
    "speeders.share+interviewers.no lowest": "",
    "speeders.share+unread": "另有{unread:integer}格时长无法读出。",
    "speeders.share+unread.zero unread": "",
    "call_hours.outside": "{n:integer}次访问中，有{hours:integer}次在{first:text}以前或{last:text}以后开始。",
    "call_hours.outside+days": "有{days:integer}次不在{first_day:text}至{last_day:text}之间。",
    "call_hours.outside+days.no first_day": "",
    "call_hours.outside+unread": "另有{unread:integer}格时间或日期无法读出。",
    "call_hours.outside+unread.zero unread": "",
    "interviewer_effect.composite.established": (
        "同一访员各次访问之间，综合得分的组内相关系数为{icc:number}，{level:percent0}置信区间为{low high:numbers}，大于0可以确认；"
        "每名访员{load:integer}次访问时，平均得分的方差为原来的{inflation:ratio}倍。"
    ),
    "interviewer_effect.composite.not established": (
        "同一访员各次访问之间，综合得分的组内相关系数为{icc:number}，{level:percent0}置信区间为{low high:numbers}，大于0不能确认；"
        "按现有样本，达到{detectable:number}才可以确认。"
    ),
    "interviewer_effect.items": "同时检查{count:integer}个分项，大于0可以确认的有{named:names}。",
    "interviewer_effect.items.no named": (
        "同时检查{count:integer}个分项，没有一个可以确认；按现有样本，各项达到{detectable:number}才可以确认。"
    ),
    **{
        f"answer_shares.whole.established.answer={answer}": _SHARES.format(what=what)
        + "各单位之间有差别可以确认（p {p:p}）。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.whole.not established.answer={answer}": _SHARES.format(what=what)
        + "各单位之间有差别不能确认（p {p:p}）；按现有样本，一个单位与其他单位相差{detectable:pp}个百分点才可以确认。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.low.answer={answer}": f"{what}的比例在{{units:names}}异常低，{_CAUSES_LOW[answer]}；数据不能区分。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.high.answer={answer}": f"{what}的比例在{{units:names}}异常高，{_CAUSES_HIGH[answer]}；数据不能区分。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.whole.established.answer={answer}": _MOVED.format(what=what) + f"变化可以确认；{_CHANGE_CAUSES}"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.whole.not established.answer={answer}": _MOVED.format(what=what)
        + "变化不能确认；按现有样本，变化达到{detectable:pp}个百分点才可以确认。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.fallen.answer={answer}": f"{what}的比例下降可以确认的有{{units:names}}。"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.risen.answer={answer}": f"{what}的比例上升可以确认的有{{units:names}}。"
        for answer, what in _ANSWERS.items()
    },
}

HEADS = {
    "check": "检查",
    "group": "范围",
    "pairs": "相同的对数",
    "pairs_expected": "偶然的对数",
    "expected": "偶然的比例",
    "scored": "计分",
    "no_opinion": "无意见",
    "blank": "空白",
    "lost": "排除行数",
    "left": "剩余行数",
    "icc": "组内相关系数",
    "inflation": "方差倍数",
    "interviewers": "访员数",
    "interviewer": "访员",
    "others": "其他单位的比例",
    "share_gap": "比例之差",
    "share_before": "上轮比例",
    "share_after": "本轮比例",
    "first_row": "首次出现的行",
    "duration": "秒数",
    "start": "开始时间",
    "date": "日期",
}

REASONS = {
    "column_missing": "文件中没有所需的列",
    "not_estimable": "数据不足以作这项检查",
}

TERMS = {
    "role.interviewer": "访员",
    "role.duration": "时长",
    "role.start": "开始时间",
    "role.date": "日期",
    "role.number": "访问编号",
    "name.composite": "综合得分",
    "kind.whole": "全部",
    "kind.by_unit": "单位",
    "kind.by_interviewer": "访员",
    "kind.same_number": "编号相同",
    "kind.same_phone": "电话相同",
    "kind.same_answers": "答案和特征相同",
    "kind.exclusions": "逐步排除",
    "kind.missing": "缺失的回答",
    "kind.duplicates": "重复访问",
    "kind.straight_lining": "各分项答案相同",
    "kind.speeders": "时长过短",
    "kind.call_hours": "访问的时间和日期",
    "kind.interviewer_effect": "访员效应",
    "kind.no_opinion_shares": "各单位的无意见回答",
    "kind.middle_shares": "各单位的中间档回答",
    "kind.straight_shares": "各单位的答案相同",
    "kind.no_opinion_change": "两轮的无意见回答",
    "kind.middle_change": "两轮的中间档回答",
    "kind.straight_change": "两轮的答案相同",
    "kind.in_file": "文件中的行",
    "kind.no_overall": "总体评价没有计分回答",
    "kind.item_missing": "有分项没有计分回答",
}

CAPTIONS = {
    "quality": "数据检查",
    "exclusions": "由文件的行到完整的访问",
    "missing": "各题各单位的缺失",
    "duplicates": "重复的访问",
    "straight_lining": "各分项答案全部相同的访问",
    "speeders": "时长过短的访问",
    "call_hours": "约定时间和日期以外的访问",
    "interviewer_effect": "访员效应",
    "no_opinion_shares": "各单位的无意见回答",
    "middle_shares": "各单位的中间档回答",
    "straight_shares": "各单位答案全部相同的访问",
    "no_opinion_change": "两轮的无意见回答",
    "middle_change": "两轮的中间档回答",
    "straight_change": "两轮答案全部相同的访问",
}

TITLES = {
    "duplicates": "重复的访问",
    "straight_lining": "各分项答案全部相同",
    "speeders": "时长过短的访问",
    "call_hours": "访问的时间和日期",
    "interviewer_effect": "访员效应",
    "answer_shares": "各单位的回答比例",
    "answer_change": "两轮的回答比例",
}

METHODS = {
    "duplicates": (
        Line("访问按编号、电话（如有）以及单位和全部答案相互比较。", when=("not features",)),
        Line("访问按编号、电话（如有）以及单位、{features:names}和全部答案相互比较。", when=("features",)),
        Line("仅凭偶然的对数，等于单位内的对数乘以答案组合相同的比例，再乘以各项特征相同的比例。"),
    ),
    "straight_lining": (Line("各分项答案全部相同的访问计入；对照的是各分项在答案比例不变、互不相关时应有的比例。"),),
    "speeders": (
        Line("不足{shortest:integer}秒的访问予以列出，界限事先给定。", when=("given",)),
        Line("时长不足中位数{part:percent0}（{shortest:integer}秒）的访问予以列出。", when=("not given",)),
    ),
    "call_hours": (
        Line("访问应在{first:text}至{last:text}之间开始，含首尾。"),
        Line("调查日期为{first_day:text}至{last_day:text}。", when=("first_day",)),
    ),
    "interviewer_effect": (
        Line("访员效应以访员之间方差分析的组内相关系数表示：", formula="intraclass"),
        Line("访员跨单位访问，计算前先扣除各单位的平均。", when=("blocks",)),
        Line(
            "误差为正态时，无论各访员的访问次数是否相同，区间都是精确的；各分项合起来的置信水平为{level:percent0}。"
            "m为每名访员的访问次数按访问平均，为{load:integer}。"
        ),
    ),
    "answer_shares": (
        Line("各类回答的比例在单位之间按下式比较：", formula="chi_square"),
        Line("参照卡方分布。", when=("simple",)),
        Line("按抽样设计作 Rao-Scott 二阶校正（平均设计效应{effect:ratio}）。", when=("not simple",)),
        Line("各单位与其余全部单位比较，方差取全部单位的方差乘以平均设计效应（至少取1），并对各单位作 Holm 校正。"),
        Line("比例异常只是提示，不能说明是由受访者还是由做法造成。"),
    ),
    "answer_change": (
        Line("两轮的比例按各轮内的方差乘以该轮平均设计效应比较；各单位作 Holm 校正，全部单位单独判断。"),
    ),
}

PROBLEMS = {
    "clock_unreadable": "“{value:text}”不能读作{role:role}。",
    "clock_unreadable+remedy": "请写成{example:text}这样的形式，或留空；该访问只在这项检查中不计。",
}
