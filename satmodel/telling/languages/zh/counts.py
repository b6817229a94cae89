"""答案计数、界限、与缺失数字无关的判断，以及拨打结果。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "counts.given": (
        "表中是{units:integer}个单位、{items:integer}个分项的答案计数，每项询问{smallest_n:integer}至{largest_n:integer}人。"
    ),
    "counts.given.no items": (
        "表中是{units:integer}个单位对一道题的答案计数，每个单位询问{smallest_n:integer}至{largest_n:integer}人。"
    ),
    "counts.given.same_n": (
        "表中是{units:integer}个单位、{items:integer}个分项的答案计数，每项询问{largest_n:integer}人。"
    ),
    "counts.given.no items.same_n": (
        "表中是{units:integer}个单位对一道题的答案计数，每个单位询问{largest_n:integer}人。"
    ),
    "counts.no_opinion": "无意见的回答（如“不了解”、拒答）占全部回答的{share:percent}，不计分。",
    "counts.no_opinion.zero share": "表中没有无意见的回答。",
    "counts.rounded": (
        "人数由四舍五入后的百分比还原：{cells:integer}个数中有{open:integer}个不能由印出的小数位唯一确定，相差最多{widest:integer}人。"
    ),
    "counts.rounded.zero open": "人数由四舍五入后的百分比还原，{cells:integer}个数都能由印出的小数位唯一确定。",
    "counts.unused": "没有读取的列：{names:names}。",
    "composite_bounds.range": (
        "{count:integer}个单位综合得分的标准误，分项互不相关时为{se_low se_low_most:span}分，"
        "完全相关时为{se_high se_high_most:span}分；{level:percent0}置信区间按后者计算。"
    ),
    "composite_bounds.apart": "{name:name}单独列出，不给区间：{reason:reason}。",
    "sd_bounds.range": "{count:integer}个平均分对应的受访者标准差都在{low:points}分至{high:points}分之间。",
    "sd_bounds.range.one count": "平均分为{mean:points}分时，受访者之间的标准差在{low:points}分至{high:points}分之间。",
    "sd_bounds.range.one count.shares": (
        "平均分为{mean:points}分、部分答案的比例已知时，受访者之间的标准差在{low:points}分至{high:points}分之间。"
    ),
    "settle.pair.settled=always": (
        "{a:name}减{b:name}为{gap:signed}分，这一差距始终{verdict:verdict}：即使标准差取最大、每方只有{n_low:integer}人，"
        "差距达到{detectable:points}分也可以确认。"
    ),
    "settle.pair.settled=depends": (
        "{a:name}减{b:name}为{gap:signed}分，能否确认取决于样本量和标准差；仅凭现有数字，差距{verdict:verdict}。"
        "每方{n_low:integer}人、标准差取最大时，差距达到{detectable:points}分才可以确认；对这一差距，"
        "标准差取最大时每方要有{n_most:integer}人，取最小时每方要有{n_least:integer}人。"
    ),
    "settle.pair.settled=depends.no n_least": (
        "{a:name}减{b:name}为{gap:signed}分，能否确认取决于样本量和标准差；仅凭现有数字，差距{verdict:verdict}。"
        "每方{n_low:integer}人、标准差取最大时，差距达到{detectable:points}分才可以确认；对这一差距，"
        "标准差取最大时每方要有{n_most:integer}人。"
    ),
    "settle.pair.settled=never": (
        "{a:name}减{b:name}为{gap:signed}分，这一差距始终不能确认：即使标准差取最小、每方有{n_high:integer}人，"
        "差距也要达到{detectable_best:points}分才可以确认；每方至少要有{n_least:integer}人。"
    ),
    "settle.pair.settled=never.endless n_least": (
        "{a:name}减{b:name}为{gap:signed}分，这一差距始终不能确认：即使标准差取最小、每方有{n_high:integer}人，"
        "差距也要达到{detectable_best:points}分才可以确认；这样小的差距，任何样本量都不够。"
    ),
    "settle.pair+spread": "",
    "settle.pair+spread.settled=depends": "每方{n_low:integer}人时，标准差小于{sd_turn:points}分则可以确认。",
    "settle.family": (
        "在{pairs:integer}对差距中，始终可以确认的有{always:integer}对，取决于样本量和标准差的有{depends:integer}对，"
        "始终不能确认的有{never:integer}对。"
    ),
    "settle.apart": "{name:name}单独列出，不作比较：{reason:reason}。",
    "dispositions.overall": (
        "共拨打{called:integer}个号码，完成访问{complete:integer}个：应答率（RR1）为{RR1:percent}"
        "（{level:percent0}置信区间为{low high:percents}），接通率（CON1）为{CON1:percent}，"
        "合作率（COOP1）为{COOP1:percent}，拒访率（REF1）为{REF1:percent}。"
    ),
    "dispositions.overall+eligible": (
        "是否合格不明的号码按{eligibility:percent}合格计，应答率（RR3）为{RR3:percent}。"
    ),
    "dispositions.overall+eligible.no RR3": "",
    "dispositions.units": (
        "在{count:integer}个单位中，应答率（RR1）最低的是{lowest:name}（{lowest_share:percent}），"
        "最高的是{highest:name}（{highest_share:percent}）。"
    ),
    "dispositions.recognised": "下列拨打结果的含义是按名称识别的，请核对：{names:names}。",
    "dispositions.silence": (
        "得分的区间只反映抽样误差，不含没有完成访问的{share:percent}号码与受访者意见不同造成的偏差。"
    ),
}

HEADS = {
    "se_low": "最小标准误",
    "se_high": "最大标准误",
    "sd_low": "最小标准差",
    "sd_high": "最大标准差",
    "settled": "缺失数字取任何可能值时",
    "n_least": "有可能确认的样本量",
    "n_most": "必可确认的样本量",
    "sd_turn": "判断改变的标准差",
    "called": "拨打号码数",
    "complete": "成功访问",
    "RR1": "应答率RR1",
    "RR1_low": "RR1下限",
    "RR1_high": "RR1上限",
    "RR1_interval": "RR1区间",
    "RR3": "应答率RR3",
    "CON1": "接通率CON1",
    "COOP1": "合作率COOP1",
    "REF1": "拒访率REF1",
}

TERMS = {
    "role.answer": "答案",
    "role.no_opinion": "不计分的答案",
    "role.total": "总数",
    "role.base": "百分比的基数",
    "name.always": "始终可以确认",
    "name.depends": "取决于样本量和标准差",
    "name.never": "始终不能确认",
}

CAPTIONS = {
    "counts": "答案计数",
    "counted": "由计数得到的估计值与区间",
    "composite_bounds": "综合得分及其最小、最大标准误",
    "sd_bounds": "标准差的可能范围",
    "settle": "样本量和标准差取任何可能值时的判断",
    "dispositions": "拨打结果与应答率",
}

PICTURES = {
    "intervals.axis.of=response": "应答率RR1（横线为{level:percent0}置信区间）",
    "intervals.alt.of=response": (
        "{count:integer}行应答率及其区间，每行一点一线；最高为{highest:name}（{highest_value:percent}），"
        "最低为{lowest:name}（{lowest_value:percent}）。"
    ),
}

PROBLEMS = {
    "count_invalid": "人数应为不小于0的整数，实为“{value:text}”。",
    "count_invalid+remedy": "请更正该单元格；如表中是百分比，请用 base= 写明样本量。",
    "total_differs": "印出的总数是{printed:integer}，本行各部分相加为{found:integer}。",
    "total_differs+remedy": "请更正有误的部分或总数，或写明遗漏的列。",
    "total_row_differs": "合计行此处为{printed:integer}，各行相加为{found:integer}。",
    "total_row_differs+remedy": "请更正合计，或找出缺少或有误的行。",
    "counted_twice": "{names:listed}在第{first_row:text}行已经出现。",
    "counted_twice+remedy": "请删去重复录入的行，或更正名称。",
    "item_uncounted": "“{unit:text}”没有“{item:text}”一行，而其他单位有。",
    "item_uncounted+remedy": "请补上该行；如该单位没有问这一项，请只读取各单位都有的分项。",
    "share_invalid": "百分比应在0至100之间，实为“{value:text}”。",
    "share_invalid+remedy": "请更正该单元格。",
    "shares_differ": "本行的百分比相加为{found:points}，不能用四舍五入解释。",
    "shares_differ+remedy": "请更正有误的百分比，或写明遗漏的列。",
    "share_impossible": "{base:integer}名受访者中，没有哪个整数人数能得到“{value:text}”（按印出的小数位）。",
    "share_impossible+remedy": "请核对样本量和百分比；该百分比可能经过加权，或基数不同。",
    "outcome_unknown": "不知道拨打结果“{value:text}”是什么意思。",
    "outcome_unknown+remedy": "请用 outcomes= 写明它的类别；可用的类别有：{known:listed}。",
    "complete_missing": "没有找到表示成功访问的列。",
    "complete_missing+remedy": "请用 outcomes= 写明哪一列是 complete；现有标题：{headers:listed}。",
}

TITLES = {
    "counts": "读取计数",
    "counted": "由计数估计",
    "composite_bounds": "只有计数时的综合得分",
    "sd_bounds": "标准差的可能范围",
    "settle": "与缺失数字无关的判断",
    "dispositions": "应答率",
}

METHODS = {
    "counts": (
        Line("来源给出各答案的人数，没有给出每个人的回答。"),
        Line("已核对每行人数之和等于印出的总数。", when=("total_checked",)),
        Line(
            "来源给出百分比；人数取相加等于样本量、四舍五入后与印出的百分比一致的整数。",
            when=("shares",),
        ),
        Line("不计分、单独列出的答案有：{no_opinion:listed}。", when=("no_opinion",)),
    ),
    "counted": (
        Line("得分是计分答案分值的平均。", ("what=mean",)),
        Line("“{answers:listed}”在计分答案中的比例，相当于分值取1和0时的平均。", ("what=share",)),
        Line(
            "净得分是“{net_for:listed}”的比例减去“{net_against:listed}”的比例，相当于分值取1、0和−1时的平均。",
            ("what=net",),
        ),
        Line("以p表示各答案在n个计分回答中的比例、y表示其分值，平均及其方差为", formula="multinomial"),
        Line("式中f取N/(N−1)，N为该单位询问的人数；受访者视为简单随机样本。", ("divisor=respondents",)),
        Line("式中f取n/(n−1)，n为计分的回答数；受访者视为简单随机样本。", ("divisor=n-1",)),
        Line("式中f取1；受访者视为简单随机样本。", ("divisor=n",)),
        Line("同一单位各分项之间的相关系数{correlation:ratio}是假定。", ("correlation",)),
        Line("有{few:integer}个估计值，分值与多数人不同的不足20人，其区间可能偏窄。", ("few",)),
        Line("部分人数由四舍五入后的百分比还原，由此造成的偏差不超过{rounding:number}。", ("rounding",)),
    ),
    "composite_bounds": (
        Line(
            "由计数看不出同一单位各分项之间的相关。加权平均的标准误介于分项互不相关与完全相关两种情况之间：",
            formula="composite_ends",
        ),
    ),
    "sd_bounds": (
        Line("以M、L表示分值的上、下限，a、b表示与平均分m相邻的两档分值，标准差的范围为", formula="sd_ends"),
        Line("已知部分答案的比例时范围更窄，两端由线性规划在所有相符的答案分布中求得。", when=("shares",)),
        Line("两端按{n:integer}个整数人数求得。", when=("n",)),
    ),
    "settle": (
        Line("受访者之间的标准差在各档分值所允许的范围之内：", ("levels",), "sd_ends"),
        Line(
            "没有给出各档分值，标准差取0至计分范围所允许的最大值。",
            ("limits", "not levels", "not sd"),
        ),
        Line("标准差的范围取{sd:interval}，是假定。", ("sd",)),
        Line("样本量{n_low:integer}是假定。", ("not n_given", "one_n")),
        Line("样本量取{n_low:integer}至{n_high:integer}，是假定。", ("not n_given", "not one_n")),
        Line(
            "两个分项之间的相关系数取{correlation_low:ratio}至{correlation_high:ratio}，是假定。",
            ("items",),
        ),
        Line("样本量按给出的数字，为{n_low:integer}至{n_high:integer}。", ("n_given",)),
        Line("每对差距分别按可能的最大标准误和最小标准误判断：", formula="gap_ends"),
        Line("所比的对是看到得分之前指定的。", ("declared",)),
        Line("临界值按全部{family:integer}对取（学生化极差），置信水平{level:percent0}。", ("adjust=tukey",)),
        Line("按Holm法对{family:integer}对作校正，置信水平{level:percent0}。", ("adjust=holm",)),
        Line("每个区间各自以{level:percent0}的把握成立。", ("adjust=none",)),
        Line("只有超过{margin:points}分的差距才算差距。", ("margin",)),
    ),
    "dispositions": (
        Line("各号码的最终拨打结果按美国民意研究协会（AAPOR）《标准定义》归类。"),
        Line("I（完成访问）：{group_I:listed}。", ("group_I",)),
        Line("P（部分完成）：{group_P:listed}。", ("group_P",)),
        Line("R（拒访和中断）：{group_R:listed}。", ("group_R",)),
        Line("NC（合格但未接触到）：{group_NC:listed}。", ("group_NC",)),
        Line("O（其他合格）：{group_O:listed}。", ("group_O",)),
        Line("UH（号码是否合格不明）：{group_UH:listed}。", ("group_UH",)),
        Line("UO（接听人是否合格不明）：{group_UO:listed}。", ("group_UO",)),
        Line("NE（不合格）：{group_NE:listed}。", ("group_NE",)),
        Line("应答率为", formula="response"),
        Line(
            "其中是否合格不明的号码按e={eligibility:percent}合格计，与是否合格已知的号码中的比例相同。",
            ("eligibility", "not eligibility_stated"),
        ),
        Line(
            "其中是否合格不明的号码按e={eligibility:percent}合格计，这一比例是给定的。",
            ("eligibility", "eligibility_stated"),
        ),
        Line("由这些拨打结果不能算出、或与其他比率相同的有：{omitted:listed}。", ("omitted",)),
        Line("区间为{level:percent0}的Wilson区间，把所拨号码视为随机抽取。"),
    ),
}
