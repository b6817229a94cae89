"""哪些结果可以比较：调查口径，以及各轮单位和项目的名称。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "comparable.yes": "就已提供的口径看，两次调查没有不可比之处。",
    "comparable.yes+caution": "比较时须留意：{caution:kinds}。",
    "comparable.yes+caution.no caution": "",
    "comparable.yes+unknown": "至少有一方没有提供：{unknown:kinds}。",
    "comparable.yes+unknown.no unknown": "",
    "comparable.no": "两次调查{verdict:verdict}：{differing:kinds}不同，结果之间的差异可能由此而来。",
    "comparable.no+unknown": "至少有一方没有提供：{unknown:kinds}。",
    "comparable.no+unknown.no unknown": "",
    "comparable.reason": "{field:kind}：{first:text}与{second:text}（{status:kind}）。",
    "harmonise.names": "共对应{count:integer}个名称，其中{changed:integer}个写法或名称不同。",
    "harmonise.name": "“{given:text}”按“{name:text}”读取（{how:kind}）。",
    "harmonise.name+since": "新名称自{since:text}起使用。",
    "harmonise.name+since.no since": "",
}

HEADS = {
    "characteristic": "口径",
    "status": "是否一致",
    "first": "前者",
    "second": "后者",
    "given": "原写法",
    "matched": "读作",
    "how": "对应方式",
    "since": "起始日期",
}

TERMS = {
    "kind.organiser": "组织实施",
    "kind.mode": "调查方式",
    "kind.population": "调查总体",
    "kind.unit": "单位",
    "kind.items": "分项",
    "kind.item": "分项",
    "kind.scale": "计分标准",
    "kind.not_scored": "不计分的答案",
    "kind.composite": "综合得分的算法",
    "kind.weighting": "加权",
    "kind.frame": "抽样框",
    "kind.season": "调查季节",
    "kind.same": "一致",
    "kind.differs": "不同",
    "kind.caution": "须留意",
    "kind.unknown": "未提供",
    "kind.width": "全角字符或首尾空格",
    "kind.spaces": "中间空格",
    "kind.case": "大小写",
    "kind.traditional": "繁体字",
    "kind.synonym": "另一名称",
    "kind.renamed": "更名",
    "kind.merged": "合并",
    "kind.unmatched": "没有对应",
}

CAPTIONS = {
    "comparable": "两次调查的可比性",
    "harmonise": "各轮名称的对应",
}

PROBLEMS = {
    "setting_value.fault=day_needed": "“{header:text}”有单位对照表（crosswalk），须用 on 写明取哪一天的名称。",
    "card_unreadable": "口径卡无法读取（{said:text}）。",
    "card_unreadable+remedy": "请每行写一个“键: 值”，如“organiser: 市统计局”，并存为 UTF-8。",
    "card_key_unknown": "口径卡没有“{header:text}”这一键。",
    "card_key_unknown+remedy": "相近的有：{near:listed}。",
    "card_key_unknown+remedy.no near": "可用的键有：{known:listed}。",
    "card_value": "“{header:text}”的值“{value:text}”不合格式（{wanted:text}）。",
    "card_value+remedy": "请更正该值。",
    "date_expected": "此处应为日期，实为“{value:text}”。",
    "date_expected+remedy": "请写成 2025-07-01 这样的日期。",
    "split_unit": "“{value:text}”在同一天拆成了多个单位：{new:listed}。",
    "split_unit+remedy": "按名称无法拆分受访者；请在数据中写明新的单位，或不比较该单位。",
    "circular_unit": "更名首尾相接：{chain:listed}。",
    "circular_unit+remedy": "请更正日期或名称。",
    "name_unmatched": "没有叫“{value:text}”的{kind:kind}。",
    "name_unmatched+remedy": "相近的有：{near:listed}。请更正，或列为别名、写进单位对照表。",
    "name_unmatched+remedy.no near": "现有名称：{known:listed}。请更正，或列为别名、写进单位对照表。",
}

TITLES = {
    "harmonise": "单位与项目的名称",
    "comparable": "可比性",
}

METHODS = {
    "harmonise": (
        Line(
            "单位和项目统一为同一轮的名称；全角字符、空格、大小写和繁体字的差别已经对应，更名或合并的单位取{on:text}的名称。",
            when=("on",),
        ),
        Line("单位和项目统一为同一轮的名称；全角字符、空格、大小写和繁体字的差别已经对应。", when=("not on",)),
    ),
    "comparable": (
        Line(
            "两次调查按组织实施、调查方式、调查总体、单位、分项、计分标准、不计分的答案、综合得分的算法、加权、抽样框和调查季节"
            "逐项核对；除调查季节外，任何一项不同（抽样框指组成部分不同）即无法比较。"
        ),
    ),
}
