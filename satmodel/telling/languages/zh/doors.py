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
}

CAPTIONS = {
    "selected": "多选题各选项的占比",
}

TERMS = {
    "role.option": "勾选列",
    "role.code": "编码",
    "role.variable": "变量",
    "role.label": "标签",
    "kind.left": "未读取",
}

TITLES = {
    "selected": "多选题",
}

METHODS = {
    "selected": (
        Line(
            "可选多项的问题按作答人数计算各选项的占比，没有作答的另行列出；{level:percent0}置信区间用Wilson法：",
            formula="wilson_choice",
        ),
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
    "percent_mixed": "该列有带百分号的数字，而“{value:text}”不带百分号且不大于1。",
    "percent_mixed+remedy": "同一列请用同一种写法，如 95.74% 或 95.74。",
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
    "word_unknown": "不认识“{value:text}”（{role:role}）。",
    "word_unknown+remedy": "认识的有：{known:listed}。请更正该单元格，或写明该列的用语。",
}
