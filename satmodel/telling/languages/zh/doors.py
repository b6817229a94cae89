"""读取各种来源文件时的句子、用语与数据问题。"""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "survey.sources": "数据由{files:integer}个文件、{sheets:integer}张表合并而成，另有{left:integer}张表或文件没有所需的标题，没有读取。",
    "survey.sources.zero left": "数据由{files:integer}个文件、{sheets:integer}张表合并而成。",
    "selected.most": (
        "“{column:name}”可选多项，共有{choices:integer}个选项；作答的{n:integer}人中选得最多的是{most:name}，"
        "占{share:percent}（{level:percent0}置信区间{low high:percents}）；另有{blank:integer}人没有作答。"
    ),
    "selected.most.zero blank": (
        "“{column:name}”可选多项，共有{choices:integer}个选项；全部{n:integer}人中选得最多的是{most:name}，"
        "占{share:percent}（{level:percent0}置信区间{low high:percents}）。"
    ),
    "ballots.marks": (
        "{raters:integer}张票对{units:integer}个单位打分，共有打分{marks:integer}个；弃权、不了解等{without_opinion:integer}个"
        "（占{share:percent}）和空白{empty_cells:integer}个都不计为0分。得到打分最少的是{fewest:name}（{fewest_marks:integer}个）。"
    ),
    "ballots.printed.no differing": "表上的{count:integer}个平均数与打分一致。",
    "ballots.printed": "表上有{count:integer}个平均数，其中与打分不一致的是{differing:names}。",
    "tickets.rated": (
        "共有{tickets:integer}件工单，主办单位{units:integer}个；有评价的{rated:integer}件，占{share:percent}，"
        "没有评价的{unrated:integer}件；有协办单位的{helped:integer}件，只计入主办单位。"
    ),
    "tickets.rated.zero helped": (
        "共有{tickets:integer}件工单，主办单位{units:integer}个；有评价的{rated:integer}件，占{share:percent}，"
        "没有评价的{unrated:integer}件。"
    ),
    "tickets.doubts": "有{count:integer}件工单的时间先后颠倒，已逐件列出；各项比率不使用这些时间。",
    "ticket_rates.satisfied": (
        "{tickets:integer}件工单中有评价的占{share:percent}；在有评价的工单中，满意率为{satisfied:percent}"
        "（{level:percent0}置信区间{low high:percents}）。未评价的全部视为不满意时，满意率为{worst:percent}；"
        "全部视为满意时，为{best:percent}。"
    ),
    "ticket_rates.satisfied.no satisfied": "{tickets:integer}件工单都没有评价，满意率无法估计。",
    "ticket_rates.fewest": "{count:integer}个单位中，有评价的工单最少的是{fewest:name}（{fewest_rated:integer}件）。",
    "ticket_rates.fewest.one count": "只有1个单位：{fewest:name}，有评价的工单{fewest_rated:integer}件。",
}

HEADS = {
    "marks": "打分数",
    "without_opinion": "无意见数",
    "empty_cells": "空白数",
    "lowest_mark": "最低打分",
    "highest_mark": "最高打分",
    "tickets": "主办工单",
    "rated_tickets": "有评价",
    "unrated_tickets": "未评价",
    "partner_tickets": "协办工单",
    "rated_share": "评价率",
    "satisfied_share": "满意率",
    "satisfied_low": "满意率下限",
    "satisfied_high": "满意率上限",
    "satisfied_interval": "满意率区间",
    "worst_share": "未评价视为不满意",
    "best_share": "未评价视为满意",
    "on_time_share": "按时办结率",
    "repeated_share": "重复诉求率",
    "returned_share": "退单率",
    "solved_share": "解决率",
    "solved_partly_share": "解决率（含部分）",
}

REASONS = {
    "single_rater": "只有一张票的打分（或某一组只有一张），不能估计误差",
    "no_answers_group": "有一组没有人打分，各组的平均无法求得",
    "too_few_marks": "去掉最高、最低打分后所剩不足两个",
    "no_tickets": "没有可以计入的工单",
}

CAPTIONS = {
    "ballots": "各单位得到的打分",
    "ratings": "平均打分与区间",
    "tickets": "各单位的工单",
    "ticket_rates": "工单的各项比率",
    "ticket_share": "工单比率与区间",
    "selected": "多选题各选项的占比",
}

TERMS = {
    "role.option": "勾选列",
    "role.code": "编码",
    "role.variable": "变量",
    "role.label": "标签",
    "kind.left": "未读取",
    "kind.row": "数据行",
    "role.rating": "满意度",
    "role.rater": "票号",
    "role.group": "组别",
    "role.mark": "打分",
    "role.received": "受理时间",
    "role.dispatched": "派单时间",
    "role.signed": "签收时间",
    "role.finished": "办结时间",
    "role.overdue": "是否超期",
    "role.returned": "是否退单",
    "role.visited": "回访状态",
    "role.solved": "是否解决",
    "role.partner": "协办单位",
}

TITLES = {
    "ratings": "评议打分",
    "selected": "多选题",
    "ticket_rates": "工单的各项比率",
    "ticket_share": "工单比率的比较",
}

METHODS = {
    "ratings": (
        Line("弃权、不了解和空白不计为0分，也不进入平均，另行列出个数。"),
        Line("得分是全部打分的平均。", when=("not equal_groups", "not by_group", "not trim")),
        Line("得分是各组平均数的平均，每组权重相同。", when=("equal_groups",)),
        Line("每组分别求得分。", when=("by_group",)),
        Line(
            "得分是去掉{trim:integer}个最高和{trim:integer}个最低打分后的平均，误差由缩尾后的打分求得。", when=("trim",)
        ),
        Line(
            "同一批{raters:integer}人给各单位打分，单位之间的误差相关；以每人为一个抽样单元，先求影响值"
            "（没有给该单位打分的为0，n为该单位的打分数）：",
            formula="rater_influence",
        ),
        Line("协方差由影响值之间的差异得到（各组之内分别计算）：", when=("stratified",), formula="rater_cov"),
        Line("协方差由影响值之间的差异得到：", when=("not stratified",), formula="rater_cov"),
        Line("评议人占全体的比例f按给出的人数计算。", when=("finite",)),
    ),
    "selected": (
        Line(
            "可选多项的问题按作答人数计算各选项的占比，没有作答的另行列出；{level:percent0}置信区间用Wilson法：",
            formula="wilson_count",
        ),
    ),
    "ticket_rates": (
        Line(
            "工单只计入主办单位，协办单位另列件数。",
            when=("helped",),
        ),
        Line(
            "没有评价的工单分三种办法处理并同时列出：不计入、全部视为满意、全部视为不满意；"
            "后两种是满意率可能的上下限，不需要假定没有评价的人与有评价的人想法相同。"
        ),
        Line("各项比率由件数直接求得，{level:percent0}置信区间用Wilson法：", formula="wilson_count"),
    ),
    "ticket_share": (
        Line("各单位的比率相互独立，方差由比率和件数求得：", formula="share_variance"),
        Line("比率为0或1的单位没有可用的方差，单独列出，不参加比较。"),
    ),
}

PROBLEMS = {
    "files_none": "“{pattern:text}”中没有可以读取的文件。",
    "files_none+remedy": "请核对文件夹或文件名；可读取工作簿、csv、sav 和 parquet 文件。",
    "file_repeated": "内容与“{earlier:text}”完全相同，每份问卷会计算两次。",
    "file_repeated+remedy": "请去掉其中一个。",
    "headers_nowhere": "没有一张工作表含有这些标题：{wanted:listed}。",
    "headers_nowhere+remedy": "请对照文件核对标题。",
    "id_in_two_files": "编号“{value:text}”在{where:text}第{first_row:text}行已经出现。",
    "id_in_two_files+remedy": "请删去重复录入的一份，或更正编号。",
    "code_unknown": "编码表中没有编码“{value:text}”。",
    "code_unknown+remedy": "编码表中的编码有：{codes:listed}。请更正该单元格，或在编码表中补上这一编码。",
    "codebook_silent": "编码表没有说明“{wanted:text}”；其中有：{variables:listed}。",
    "codebook_silent+remedy": "如与某一题编码相同，请用 sat.codebook(文件, alike={{...}}) 写明；否则请在编码表中补上。",
    "code_repeated": "变量“{variable:text}”的编码“{value:text}”在第{first_row:text}行已经出现。",
    "code_repeated+remedy": "同一编码请只保留一行。",
    "code_points": "此处应为分值，实为“{value:text}”。",
    "code_points.no value": "此处应填分值，但没有填写。",
    "code_points+remedy": "请填数字；不计分的答案请填：{unscored:listed}。",
    "code_points_differ": "答案“{value:text}”有不同的分值：{points:listed}。",
    "code_points_differ+remedy": "同一答案请只给一个分值。",
    "codebook_header": "编码表没有“{role:role}”这一列。",
    "codebook_header+remedy": "标题可用：{words:listed}；现有标题：{headers:listed}。",
    "tick_unclear": "单元格中的“{value:text}”不是勾选记号。",
    "tick_unclear+remedy": "勾选记号有：{ticks:listed}；没有勾选的请留空或填0。",
    "tick_twice": "同一题勾选了两个答案：{answers:listed}。",
    "tick_twice+remedy": "请保留受访者所选的一个；无法判断的全部留空。",
    "points_percent_mixed": "该列有带百分号的数字，而“{value:text}”不带百分号且不大于1。",
    "points_percent_mixed+remedy": "同一列请用同一种写法，如 95.74% 或 95.74。",
    "mark_outside": "打分“{value:text}”不在{low:text}至{high:text}之间。",
    "mark_outside+remedy": "请更正打分，或用 limits= 写明分值范围。",
    "mark_unclear": "单元格中的“{value:text}”既不是打分，也不是弃权、不了解一类的用语。",
    "mark_unclear+remedy": "请填数字、{no_opinion:listed}之一或留空；也可在 no_opinion= 中补上这一用语。",
    "column_repeated": "“{value:text}”是多列的标题：{columns:listed}。",
    "column_repeated+remedy": "请改名，使每个单位只有一列。",
    "header_guessed": "没有找到{role:role}的常用标题（{words:listed}）。",
    "header_guessed+remedy": "请写明该列的标题；相近的有：{near:listed}。",
    "header_guessed+remedy.no near": "请写明该列的标题；现有标题：{headers:listed}。",
    "time_expected": "此处应为日期时间（{role:role}），实为“{value:text}”。",
    "time_expected+remedy": "请写成 2024-02-29 09:05 的样子，或留空。",
    "time_backwards": "{role:role}“{value:text}”早于{before:role}“{earlier:text}”。",
    "time_backwards+remedy": "请更正其中一个；如要保留并列出这些工单，请写 disordered='report'。",
    "ticket_word_unknown": "不认识“{value:text}”（{role:role}）。",
    "ticket_word_unknown+remedy": "认识的有：{known:listed}。请更正该单元格，或写明该列的用语。",
}
